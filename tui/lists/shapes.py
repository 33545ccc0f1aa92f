"""Exports we know by their columns, and what is special about them. A table: a new program is a new entry.

Where an export's own headers say what our word lists would get wrong (in Close a *display name* is a company,
in Outlook *account* is the user's own), the entry says which field they are; `-` is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tui.lists.header_words import normal


@dataclass(frozen=True, slots=True)
class Shape:
    """An export of a known program."""

    name: str
    """As it is told: `This looks like an export of HubSpot contacts.`"""
    has: frozenset[str]
    """Headers all of which it has, as `key` leaves them."""
    some: frozenset[str] = frozenset()
    """Of these it has at least one."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Header → our field; `-`: none."""
    inbound: tuple[str, str, str] = ("", "", "")
    """(column of the direction, number called, number calling): of a call that came in the last is theirs."""

    @property
    def sentence(self) -> str:
        """For the report."""
        return f"This looks like an export of {self.name}."


def _shape(
    name: str, has: str, some: str = "", /, inbound: tuple[str, str, str] = ("", "", ""), **fields: str
) -> Shape:
    """An entry; headers with commas between them, keywords are our fields (`nothing`: none)."""
    at = {
        header: "-" if ours == "nothing" else ours
        for ours, headers in fields.items()
        for header in _headers(headers)
    }
    return Shape(name, frozenset(_headers(has)), frozenset(_headers(some)), at, inbound)


def _headers(text: str) -> Sequence[str]:
    return [key(header) for header in text.split(",") if header.strip()]


def key(header: str) -> str:
    """A header for comparing, without spaces too: the Data Loader writes `LASTNAME`."""
    return normal(header).replace(" ", "")


#: The more particular before the more general.
SHAPES = (
    _shape(
        "Google Contacts",
        "First Name, Last Name, Organization Name, Labels",
        "Phonetic First Name, File As, Phone 1 - Label, E-mail 1 - Label",
        nothing="Nickname, Phonetic First Name, Phonetic Last Name",
    ),
    _shape(
        "Google Contacts (older form)",
        "Given Name, Family Name, Group Membership",
        role="Organization 1 - Title",
        nothing="Occupation, Billing Information, Directory Server, Priority, Subject, Location",
    ),
    _shape(
        "Outlook contacts",
        "First Name, Last Name, E-mail Address, Business Phone",
        "E-mail Display Name, Home Phone 2, Company Main Phone, TTY/TDD Phone, Home Fax",
        nothing="Account, Title, Location, Profession, Priority, Private, Callback, Telex, ISDN,"
        "TTY/TDD Phone, Referred By, Initials, Directory Server, User 1, User 2",
    ),
    _shape(
        "Outlook contacts",
        "Vorname, Nachname, E-Mail-Adresse, Telefon geschäftlich",
        nothing="Anrede, Beruf, Konto, Ort, Partner, Privat, Rückmeldung, Telefon Assistent, Telex, ISDN,"
        "Telefon für Hörbehinderte, Empfohlen von, Verzeichnisserver, Büro",
    ),
    _shape(
        "Outlook contacts",
        "Prénom, Nom, Adresse de messagerie, Téléphone (bureau)",
        nothing="Compte, Emplacement, Profession, Rappel, RNIS, Télex, Téléphone TDD/TTY, Conjoint(e),"
        "Bureau, Radio téléphone",
    ),
    _shape(
        "HubSpot calls",
        "Call direction",
        "To Number, Call outcome, Activity assigned to, Call duration",
        inbound=("calldirection", "tonumber", "fromnumber"),
        name="Associated Contact, Associated Contacts, Contact",
        account="Associated Company, Associated Companies",
        notes="Call notes",
        reason="Call title",
        phone="To Number, To, Phone Number",
        nothing="From Number, From, Activity assigned to, Call status, Recording URL",
    ),
    _shape(
        "HubSpot contacts",
        "Record ID, First Name, Last Name, Email",
        "Lifecycle Stage, Contact owner, Lead Status, Create Date, Marketing contact status,"
        "Associated Company, Last Activity Date",
    ),
    _shape(
        "HubSpot companies",
        "Record ID, Company name, Company Domain Name",
        account="Company name",
        nothing="Name",
    ),
    _shape(
        "Salesforce (Data Loader)",
        "Id, LastName, OwnerId",
        "IsDeleted, SystemModstamp, CreatedById, LastModifiedDate, AccountId, HasOptedOutOfEmail",
        account="Account.Name, Company",
        nothing="AccountId, ReportsToId, MasterRecordId, AssistantName, AssistantPhone, Salutation",
    ),
    _shape(
        "Salesforce leads",
        "First Name, Last Name, Lead Status",
        "Company / Account, Lead Owner, Lead Source",
        account="Company / Account, Company",
        nothing="Rating, Street, Lead Owner Alias",
    ),
    _shape(
        "Salesforce contacts",
        "First Name, Last Name, Account Name",
        "Mailing City, Mailing Street, Mailing Country, Account Owner, Mailing State/Province, Salutation,"
        "Contact ID",
        nothing="Assistant, Asst. Phone, Reports To",
    ),
    _shape(
        "Pipedrive deals",
        "Deal - Title",
        "Person - Name, Deal - Contact person, Organization - Name, Deal - Organization",
        name="Person - Name, Deal - Contact person",
        account="Organization - Name, Deal - Organization",
        nothing="Deal - Owner, Deal - Value, Deal - Title",
    ),
    _shape(
        "Pipedrive people",
        "Person - Name",
        account="Person - Organization, Organization - Name",
        nothing="Person - Owner, Person - Label",
    ),
    _shape(
        "Zoho CRM leads",
        "Record Id, Lead Owner, Last Name, Company",
        "Lead Status, Lead Source, Email Opt Out",
    ),
    _shape(  # with the ids of the API: HubSpot too has a record, an owner and a name
        "Zoho CRM contacts",
        "Record Id, Contact Owner.id, Contact Owner, First Name, Last Name",
        account="Account Name",
    ),
    _shape(
        "Zoho CRM contacts",
        "Record Id, Contact Owner, Last Name",
        "Account Name, Account Name.id, Email Opt Out, Mailing City, Asst Phone, Lead Source",
        account="Account Name",
    ),
    _shape(
        "Close leads",
        "display_name, primary_contact_name",
        "primary_contact_primary_phone, primary_contact_primary_email, status_label",
        account="display_name",
        name="primary_contact_name",
        first_name="primary_contact_first_name",
        last_name="primary_contact_last_name",
        role="primary_contact_title",
        email="primary_contact_primary_email, primary_contact_other_emails",
        phone="primary_contact_primary_phone, primary_contact_other_phones",
        nothing="contacts, id, description, url, name",
        country="primary_address_country",
        place="primary_address_city, primary_address_state",
    ),
    _shape(
        "Close contacts",
        "lead_id, lead_name",
        "primary_phone, primary_email, contact_name, title",
        account="lead_name",
        name="name, contact_name, display_name",
        phone="primary_phone, other_phones, phone",
        email="primary_email, email",
    ),
    _shape(
        "Apollo contacts",
        "First Name, Last Name, Company",
        "Apollo Contact Id, Corporate Phone, Work Direct Phone, Person Linkedin Url, Company Name for Emails",
        nothing="Contact Owner, Account Owner, Company City, Company State, Company Country, Company Address",
    ),
    _shape(
        "LinkedIn connections",
        "First Name, Last Name, Company, Position, Connected On",
        role="Position",
    ),
    _shape(
        "a Mailchimp audience",
        "Email Address",
        "MEMBER_RATING, OPTIN_TIME, LEID, EUID, CONFIRM_TIME, LAST_CHANGED",
        country="CC",
        zone="TIMEZONE",
        notes="NOTES",
        nothing="OPTIN_TIME, CONFIRM_TIME, UNSUB_TIME, UNSUB_REASON, TAGS, REGION",
    ),
    _shape(
        "Thunderbird's address book",
        "First Name, Last Name, Display Name, Primary Email",
        "Screen Name, Work Phone, Pager Number, Custom 1",
        email="Primary Email, Secondary Email",
        nothing="Nickname, Screen Name",
    ),
    _shape(
        "Thunderbird's address book",
        "Vorname, Nachname, Anzeigename, Primäre E-Mail-Adresse",
        nothing="Spitzname, Messenger-Name",
    ),
    _shape(
        "Mautic contacts",
        "firstname, lastname, email, points",
        "company, preferred_locale, last_active, date_identified, attribution, mobile, stage",
        account="company, primary company, primarycompany, companyname",
        role="position",
        nothing="title, points, owner",
    ),
    _shape(
        "Odoo contacts",
        "display_name, is_company",
        name="name",
        account="parent_id, parent_name, commercial_company_name, parent_id/name, company_name",
        role="function",
        email="email, email_normalized",
        country="country_id, country_code, country_id/name, country_id/code",
        place="city, state_id, state_id/name",
        do_not_call="phone_blacklisted, mobile_blacklisted",
        notes="comment",
        nothing="is_blacklisted, title, id, user_id, commercial_partner_id",
    ),
    _shape(
        "Odoo contacts",
        "Is a Company",
        "Related Company, Display Name, Complete Name, Job Position, Company Name Entity",
        account="Related Company, Company Name, Parent Company, Company Name Entity, Commercial Entity",
        role="Job Position",
        nothing="Salesperson, Blacklist, Tags, Title",
    ),
    _shape(
        "Odoo leads",
        "Opportunity",
        "Contact Name, Salesperson, Sales Team, Company Name",
        name="Contact Name",
        account="Company Name, Customer",
        nothing="Salesperson, Sales Team, Opportunity, Stage",
    ),
    _shape(
        "Apple Contacts",
        "First Name, Last Name",
        "Phone (iPhone), Phone : iPhone, Phone iPhone, iPhone, Mobile (iPhone), Phone - iPhone",
        nothing="Nickname, Related Name, Maiden Name",
    ),
)


def recognised(header: Sequence[str]) -> Shape | None:
    """The export a header is of; of several the one that more of its columns speak for."""
    there = {key(title) for title in header}
    fits = [s for s in SHAPES if s.has <= there and (not s.some or s.some & there)]
    return max(fits, key=lambda shape: _weight(shape, there), default=None)


def _weight(shape: Shape, there: Collection[str]) -> int:
    return 2 * len(shape.has) + len(shape.some & set(there))
