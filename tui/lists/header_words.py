"""The words of column headers, in English, German, French and Spanish → our fields.

Headers come folded (`core.text.fold`), camelCase taken apart and punctuation turned to spaces.
"""

from __future__ import annotations

import re

from tui.core.phone_text import kind_of
from tui.core.text import fold, plain

#: The fields a column can be. The phone ones are the kinds of number, `phone` being *other*.
FIELDS = (
    "name", "first_name", "last_name", "account", "role", "phone", "mobile", "direct", "work", "main", "home",
    "fax", "pager", "extension", "email", "place", "country", "zone", "reason", "notes", "do_not_call",
)  # fmt: skip
PHONES = frozenset({"phone", "mobile", "direct", "work", "main", "home", "fax", "pager"})

_SAME = """
name: name, full name, contact name, contact, display name, person, person name, lead name, lead,
    customer, customer name, client, client name, prospect, prospect name, primary contact, contact
    person, attendee, subscriber, vollstandiger name, kontakt, kontaktname, kontaktperson,
    ansprechpartner, ansprechpartnerin, ansprechperson, kunde, kundenname, interessent, anzeigename, nom
    complet, nom et prenom, nom prenom, prenom nom, prenom et nom, interlocuteur, contact principal, nom
    du contact, client nom, nombre completo, nombre y apellidos, nombre del contacto, contacto, persona de
    contacto, cliente, nombre y apellido, fullname, who, vorname nachname, vor und nachname, name vorname,
    nachname vorname, nom affiche, formatted name, file as
first_name: first name, first, firstname, given name, given, forename, christian name, fname, vorname,
    prenom, nombre de pila, primer nombre, person first name, contact first name, rufname, nombres
last_name: last name, last, lastname, surname, family name, family, lname, nachname, familienname, zuname,
    nom de famille, apellido, apellidos, primer apellido, person last name, contact last name
second_name: second last name, segundo apellido, apellido materno
nom: nom
nombre: nombre
account: company, company name, account, account name, organization, organisation, organization name,
    organisation name, org, employer, business, business name, firm, customer company, company account,
    associated company, primary company, organization 1 name, lead company, firma, firmenname,
    unternehmen, betrieb, firma name, organisation 1 name, arbeitgeber, kundenfirma, societe, entreprise,
    nom de l entreprise, raison sociale, nom de la societe, etablissement, organisme, compte, empresa,
    compania, razon social, nombre de la empresa, organizacion, negocio, companyname, accountname,
    organization title name, current company
role: job title, title, role, position, job, jobtitle, designation, function, occupation, organization
    title, organization 1 title, contact title, job role, person job title, berufsbezeichnung, funktion,
    stelle, jobbezeichnung, titel, beruf, rolle, poste, fonction, titre, profession, intitule du poste,
    cargo, puesto, titulo, funcion, puesto de trabajo, ocupacion
email: email, e mail, mail, email address, e mail address, emailaddress, primary email, work email,
    business email, email 1, e mail 1, email 1 value, e mail 1 value, e mail 2 address, e mail 3 address,
    secondary email, email 2, email 2 value, e mail 2 value, personal email, other email, contact email,
    person email, person email work, person email home, person email other, work email address, e mail
    adresse, emailadresse, mailadresse, email geschaftlich, e mail geschaftlich, adresse e mail, adresse
    mail, adresse email, courriel, mel, adresse de messagerie, adresse electronique, correo, correo
    electronico, direccion de correo, direccion de correo electronico, e correo, email company, owner
    email address, address email
place: city, town, location, place, city state, mailing city, primary city, work city, business city,
    person city, address city, address 1 city, ort, stadt, wohnort, standort, ort geschaftlich, ville,
    localite, commune, ville bureau, ciudad, localidad, poblacion, municipio, state, region, province,
    county, state province, state region, mailing state, bundesland, kanton, departement, provincia,
    estado, address, full address, mailing address, adresse, anschrift, direccion, organization address,
    business address
country: country, country code, country region, mailing country, person country, address country, address
    1 country, nation, land, lander, landeskennung, staat, pays, pays bureau, pais, work country, business
    country, iso country, countrycode, home country, pays region, land region, land geschaftlich
zone: timezone, time zone, tz, zeitzone, fuseau horaire, zona horaria, huso horario, iana timezone
reason: reason, reason to call, reason to call now, why now, why, call reason, trigger, hook, talking
    point, anlass, grund, anrufgrund, motif, raison, motif d appel, motivo, razon, razon de llamada,
    motivo de la llamada, icebreaker
notes: notes, note, comments, comment, description, remarks, remark, memo, notizen, notiz, bemerkung,
    bemerkungen, kommentar, kommentare, anmerkung, anmerkungen, remarque, remarques, commentaire,
    commentaires, notas, nota, comentario, comentarios, observaciones, observations, person notes
do_not_call: do not call, dnc, donotcall, do not phone, do not contact, dont call, don t call, no call, do
    not call flag, dnc flag, dnc status, on dnc, on dnc list, dnc list, do not call list, opted out, opt
    out, optout, opted out of calls, call opt out, phone opt out, has opted out of calls, has opted out of
    phone, unsubscribed from calls, suppressed, suppression, blacklist, blacklisted, blocked, no phone,
    nophone, tps, ctps, tps registered, nicht anrufen, anrufsperre, keine anrufe, telefonsperre,
    werbesperre, sperre, gesperrt, telefon gesperrt, widerspruch, robinson, robinsonliste, ne pas appeler,
    ne pas contacter, opposition, bloctel, liste rouge, no llamar, no contactar, lista robinson, no
    molestar, excluir, phone do not call, call blocked
extension: extension, ext, phone extension, phone ext, work phone extension, extn, nebenstelle, poste
    telephonique, anexo, business phone extension, work extension
"""


def read_table(text: str) -> dict[str, str]:
    """`field: phrase, phrase` lines (indented ones go on) → phrase → field."""
    lines = (line.partition(": ") for line in text.replace("\n    ", " ").split("\n") if line)
    return {phrase.strip(): field for field, _, phrases in lines for phrase in phrases.split(",")}


_EXACT = read_table(_SAME)

_PHONE = re.compile(
    r"phone|telefon|telephone|rufnummer|mobil|handy|cellular|celular|portable|natel|fax|telecopie|beeper|durchwahl"
    r"|radiomessagerie|whatsapp|switchboard|centralita|landline|festnetz|telnr|telno|direct dial|direct line"
    r"|zentrale|numero de contact|\b(?:tels?|telef|tfno|fon|phon|cell|gsm|did|ddi|mob|fixe)\b"
    r"|\b(?:tlf|movil|pager)|\b(?:number|direct)$|^(?:numbers|work|fijo)$|^contact no"
)
#: What is about a phone and is no number of the person: somebody else's, its type, a date of a call.
_NO_PHONE = re.compile(
    r"\b(?:assist|sekret|secret|spouse|conjoint|conyuge|emergency|notfall|owner|manager|referred|employee|kunden"
    r"|type|label|status|country|vorwahl|confidence|valid|verified|score|source|carrier|time|zone|extension"
    r"|last |letzte|date|call|rappel|radio t|e?mail|website|notes|number of|record|account number"
    r"|customer number|order|house|street|room|invoice|rechnung|ticket|user|serial|fiscal|licen"
    r"|postal|numero d"
    r"|(?:rep|code|opt|optout|tty|tdd|telex|isdn|rnis|app|url|count|id|tax|vat)\b)"
)
_ASK_FIRST = frozenset({"do_not_call", "extension"})
_PREFIX = re.compile(r"^(?:person|contact|lead|prospect|primary|customer|main contact|kontakt) ")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PUNCTUATION = re.compile(r"[\W_]+")


def normal(header: str) -> str:
    """A header for comparing: `Person - Phone_Work` → `person phone work`."""
    return _PUNCTUATION.sub(" ", fold(_CAMEL.sub(" ", plain(header)))).strip()


def field_of(header: str) -> str:
    """Our field for a column's header, or empty. What `nom` and `nombre` are, their neighbours decide."""
    words = normal(header)
    if not words:
        return ""
    bare = re.sub(r" \d$", "", words)
    found = _EXACT.get(words) or _EXACT.get(bare) or _EXACT.get(_PREFIX.sub("", words))
    if found in _ASK_FIRST or (found and not _PHONE.search(words)):
        return found
    if _PHONE.search(words) and not _NO_PHONE.search(words):
        kind = kind_of(words)
        return "phone" if kind in ("", "other") else kind
    return found or ""
