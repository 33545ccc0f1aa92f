"""What the other side of a call does, as scenarios of sipp. Each is made of a few steps, top to bottom."""

from __future__ import annotations

_ANSWER = """<send{attributes}><![CDATA[

SIP/2.0 {status}
[last_Via:]
[last_Record-Route:]
[last_From:]
{to}
[last_Call-ID:]
{cseq}
{more}Content-Length: [len]

{body}]]></send>
"""
_ONE_TAG = "[last_To:];tag=T[pid]x[call_number]"
_US = "Contact: <sip:them@[local_ip]:[local_port];transport=[transport]>\n"
_SDP = """v=0
o=them 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio MEDIA_PORT RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=sendrecv

"""
INVITE = """<recv request="INVITE" crlf="true" rrs="true">
 <action>
  <ereg regexp=":.*" search_in="hdr" header="From" assign_to="from"/>
  <ereg regexp=":.*" search_in="hdr" header="To" assign_to="to"/>
  <ereg regexp="sip:[^>;]*" search_in="hdr" header="Contact:" assign_to="ruri"/>
  <ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" assign_to="cseq"/>
 </action>
</recv>
<Reference variables="from,to,ruri,cseq"/>
"""
ACK = '<recv request="ACK" crlf="true"/>\n'
#: What stands for the port of `Rtp` until a stand fills it in.
MEDIA_PORT = "MEDIA_PORT"


def say(status: str, *, sdp: bool = False, first: bool = True, cseq: str = "[last_CSeq:]", more: str = _US,
        attributes: str = "") -> str:  # fmt: skip
    """An answer. `first`: to the INVITE that opened the call, so the tag is ours to add."""
    kind = "Content-Type: application/sdp\n" if sdp else ""
    return _ANSWER.format(
        status=status, to=_ONE_TAG if first else "[last_To:]", cseq=cseq, more=more + kind,
        body=_SDP if sdp else "", attributes=attributes,
    )  # fmt: skip


def wait(milliseconds: int) -> str:
    """Let so much time go by."""
    return f'<pause milliseconds="{milliseconds}"/>\n'


TRYING = say("100 Trying", first=False)
RINGING = say("180 Ringing")
OK = say("200 OK", sdp=True, attributes=' retrans="500"')
BYE = (
    """<send retrans="500"><![CDATA[

BYE [$ruri] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From[$to];tag=T[pid]x[call_number]
To[$from]
[routes]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
"""
    + '<recv response="200" crlf="true"/>\n'
)
CANCEL = (
    '<recv request="CANCEL" crlf="true"/>\n'
    + say("200 OK")
    + say("487 Request Terminated", cseq="CSeq: [$cseq] INVITE")
    + ACK
)
#: Serves holds until we hang up.
UNTIL_BYE = (
    """<label id="loop"/>
<recv request="INVITE" optional="true" next="again"/>
<recv request="ACK" optional="true" next="loop"/>
<recv request="BYE" next="bye"/>
<label id="again"/>
"""
    + say("200 OK", sdp=True, first=False, attributes=' next="loop"')
    + '<label id="bye"/>\n'
    + say("200 OK", first=False)
)

_SIGNED = say("200 OK", more="[last_Contact:]\nExpires: 600\n")
SIGN_IN_AND_OUT = ('<recv request="REGISTER" crlf="true"/>\n' + _SIGNED) * 2
THEY_HANG_UP = INVITE + TRYING + RINGING + wait(30) + OK + ACK + wait(60) + BYE
WE_HANG_UP = INVITE + RINGING + OK + ACK + UNTIL_BYE
RINGS_FOR_EVER = INVITE + TRYING + RINGING + CANCEL
EARLY_MEDIA = INVITE + say("183 Session Progress", sdp=True) + wait(60) + OK + ACK + wait(60) + BYE


def ends(status: str, *, rings: bool = False, cause: int = 0) -> str:
    """The call ends before anybody answers."""
    reason = f'Reason: Q.850;cause={cause};text="x"\n' if cause else ""
    return INVITE + (RINGING + wait(30) if rings else "") + say(status, more=_US + reason) + ACK


def redirects(port: int) -> str:
    """They say that somebody else is to be called."""
    there = f"Contact: <sip:somebody@127.0.0.1:{port}>\n"
    return INVITE + say("302 Moved Temporarily", more=there) + ACK


def document(steps: str, media_port: int) -> str:
    """The file sipp reads."""
    steps = steps.replace(MEDIA_PORT, str(media_port))
    return (
        '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n'
        f'<scenario name="them">\n{steps}</scenario>\n'
    )
