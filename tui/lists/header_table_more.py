"""The words of column headers in further languages, as `header_table` has them of eight.

Polish, Czech, Slovak, Croatian, Slovenian, Hungarian, Romanian, Turkish, Swedish, Danish, Norwegian, Finnish,
Estonian, Latvian, Lithuanian, Greek, Russian, Ukrainian, Bulgarian, Hebrew, Arabic, Korean, Chinese, Thai,
Vietnamese, Indonesian. `nombre` is a name alone and a first name beside a last one, `nom` the other way
round.
"""

MORE = """
name: imię i nazwisko, nazwisko i imię, osoba kontaktowa, osoba do kontaktu, klient, nazwa klienta,
    jméno a příjmení, příjmení a jméno, celé jméno, kontaktní osoba, zákazník, meno a priezvisko,
    kontaktná osoba, ime i prezime, ime in priimek, kontakt osoba, név, teljes név, kapcsolattartó,
    ügyfél, ügyfél neve, nume complet, nume și prenume, nume si prenume, persoană de contact, ad soyad,
    adı soyadı, ad ve soyad, isim, isim soyisim, isim soyad, yetkili, yetkili kişi, müşteri,
    müşteri adı, namn, fullständigt namn, hela namnet, kontaktnamn, kund, kundnamn, navn, fulde navn,
    fullt navn, kontaktnavn, kunde navn, nimi, koko nimi, yhteyshenkilö, asiakas, täisnimi, kontaktisik,
    vārds uzvārds, vārds un uzvārds, kontaktpersona, vardas pavardė, vardas ir pavardė,
    kontaktinis asmuo, ονοματεπώνυμο, υπεύθυνος, επαφή, фио, ф и о, имя и фамилия, имя фамилия,
    фамилия имя, фамилия имя отчество, фамилия и имя, контактное лицо, контакт, клиент, имя клиента,
    піб, прізвище ім я, прізвище та ім я, прізвище ім я по батькові, контактна особа, клієнт,
    име и фамилия, лице за контакт, שם מלא, איש קשר, שם איש קשר, לקוח, שם לקוח, الاسم الكامل,
    اسم العميل, العميل, جهة الاتصال, 성명, 성함, 고객명, 담당자, 담당자명, 客户名称, 客户姓名, 客户,
    客戶, 客戶姓名, 联络人, 聯絡人, 聯絡人姓名, 联系人名称, 名字, ชื่อ นามสกุล, ชื่อและนามสกุล,
    ชื่อ สกุล, ชื่อผู้ติดต่อ, ผู้ติดต่อ, ลูกค้า, ชื่อลูกค้า, họ và tên, họ tên, tên khách hàng,
    khách hàng, người liên hệ, nama, nama lengkap, nama kontak, nama pelanggan, pelanggan
first_name: imiona, křestní jméno, krstné meno, keresztnév, utónév, prenume, ön ad, förnamn,
    tilltalsnamn, fornavn, etunimi, eesnimi, отчество имя, 이름 첫, שם פרטי, الاسم الأول, nama depan
last_name: nazwisko, příjmení, priezvisko, prezime, priimek, vezetéknév, családnév, nume de familie,
    soyad, soyadı, soyisim, efternamn, efternavn, etternavn, slektsnavn, sukunimi, perekonnanimi,
    perenimi, uzvārds, pavardė, επώνυμο, επίθετο, фамилия, прізвище, שם משפחה, اسم العائلة, اللقب,
    นามสกุล, họ, nama belakang
member: název, nazwa, názov, naziv
nombre: imię, jméno, meno, ime, ad, adı, vārds, vardas, όνομα, имя, ім я, имя отчество, име, שם, الاسم,
    اسم, 이름, ชื่อ, tên
nom: nume
account: nazwa firmy, przedsiębiorstwo, spółka, organizacja, název firmy, společnost, podnik,
    organizace, spoločnosť, názov firmy, tvrtka, poduzeće, kompanija, podjetje, naziv podjetja, cég,
    cégnév, cég neve, vállalat, vállalkozás, firmă, nume firmă, companie, societate, denumire firmă,
    organizație, şirket, şirket adı, şirket ismi, firma adı, kurum, işletme, kuruluş, företag,
    företagsnamn, bolag, arbetsgivare, organisationsnamn, virksomhed, virksomhedsnavn, firmanavn,
    selskab, bedrift, bedriftsnavn, selskap, yritys, yrityksen nimi, yhtiö, organisaatio, ettevõte,
    ettevõtte nimi, firma nimi, uzņēmums, uzņēmuma nosaukums, įmonė, įmonės pavadinimas, bendrovė,
    εταιρεία, εταιρία, επωνυμία, όνομα εταιρείας, επιχείρηση, компания, название компании,
    наименование компании, организация, название организации, наименование организации, фирма,
    предприятие, компанія, назва компанії, організація, підприємство, фірма, дружество, חברה, שם חברה,
    שם החברה, ארגון, עסק, الشركة, اسم الشركة, شركة, المؤسسة, 회사, 회사명, 업체, 업체명, 상호, 상호명,
    소속, 기업명, 公司名稱, 公司名, 企业, 企业名称, 单位, 单位名称, 企業名稱, 單位, 商家名称, บริษัท,
    ชื่อบริษัท, หน่วยงาน, องค์กร, công ty, tên công ty, doanh nghiệp, perusahaan, nama perusahaan,
    instansi, syarikat
role: stanowisko, funkcja, pozice, funkce, pracovní pozice, pozícia, funkcia, radno mjesto, položaj,
    beosztás, munkakör, funcție, funcția, ünvan, unvanı, görev, görevi, pozisyon, befattning,
    yrkestitel, stilling, stillingsbetegnelse, tittel, titteli, asema, tehtävänimike, ametikoht, amats,
    pareigos, θέση, ιδιότητα, должность, посада, длъжност, תפקיד, المنصب, المسمى الوظيفي, الوظيفة, 직책,
    직위, 직급, 職稱, 职称, 職務, ตำแหน่ง, chức vụ, chức danh, jabatan
email: adres e mail, adres email, poczta, poczta elektroniczna, e mailová adresa, e mail cím, email cím,
    adresă de email, adresă e mail, e posta, eposta, e posta adresi, e post, epost, e postadress,
    epostadress, mejl, e mailadresse, e postadresse, epostadresse, sähköposti, sähköpostiosoite,
    e post aadress, e pasts, el paštas, ηλεκτρονικό ταχυδρομείο, почта, эл почта, электронная почта,
    адрес электронной почты, имейл, пошта, ел пошта, електронна пошта, דוא ל, דואל, אימייל, מייל,
    البريد الإلكتروني, البريد الالكتروني, بريد إلكتروني, 이메일, 이메일 주소, 메일, 電子郵件, 電子信箱,
    邮件, 电子邮箱, 電郵, อีเมล, thư điện tử, địa chỉ email, alamat email, surel
place: miasto, miejscowość, adres, województwo, město, obec, adresa, kraj bydliště, mesto, grad, város,
    cím, település, oraș, oraş, localitate, județ, adresă, şehir, il, ilçe, postort, adress, poststed,
    kaupunki, paikkakunta, osoite, linn, aadress, pilsēta, adrese, miestas, adresas, πόλη, διεύθυνση,
    город, адрес, регион, населенный пункт, область, місто, адреса, град, עיר, כתובת, المدينة, العنوان,
    도시, 주소, 지역, 地區, 省份, 所在城市, จังหวัด, ที่อยู่, thành phố, địa chỉ, tỉnh, kota, alamat,
    provinsi
country: země, krajina, država, zemlja, ország, țară, ţară, ülke, maa, riik, valsts, šalis, χώρα,
    страна, країна, държава, מדינה, ארץ, الدولة, البلد, 국가, 나라, 國家, ประเทศ, quốc gia, negara
notes: uwagi, notatki, notatka, komentarz, opis, poznámka, poznámky, napomena, opomba, megjegyzés,
    jegyzet, observații, observaţii, note suplimentare, not, notlar, açıklama, anteckning, anteckningar,
    kommentarer, noter, notater, bemærkning, bemærkninger, merknad, merknader, huomautus, huomautukset,
    muistiinpanot, märkused, piezīmes, pastabos, σημειώσεις, σχόλια, комментарий, комментарии,
    примечание, примечания, заметки, примітка, примітки, коментар, нотатки, бележка, бележки, הערות,
    הערה, ملاحظات, ملاحظة, 메모, 비고, 備註, 备忘, หมายเหตุ, ghi chú, catatan, keterangan
extension: wewnętrzny, numer wewnętrzny, linka, dahili, anknytning, alanumero, добавочный, доб, שלוחה,
    내선, 分机
do_not_call: nie dzwonić, nevolat, aramayın, ring inte, ring ikke, älä soita, не звонить,
    не телефонувати
"""

#: What a phone column is called; short ones count as whole words only.
PHONES_MORE = (
    "телефон", "тел", "моб", "мобил", "сотов", "мобіл", "факс", "τηλεφων", "τηλ", "κινητ", "φαξ", "talrun",
    "mobitel", "telepon", "ponsel", "handphone", "no hp", "nomor hp", "điện thoại", "di động", "sđt",
    "전화", "휴대폰", "휴대전화", "핸드폰", "연락처", "팩스", "טלפון", "נייד", "סלולרי", "פקס",
    "هاتف", "جوال", "موبايل", "محمول", "فاكس", "โทรศัพท์", "เบอร์", "มือถือ", "โทรสาร",
    "电话", "手機", "行動電話", "座机", "固话", "市話", "傳真",
)  # fmt: skip
