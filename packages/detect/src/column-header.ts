import { foldText } from './engine/fold.ts';
import type { AccountRealm, ColumnType } from './types.ts';

/** What the name of a column says it holds. */
export interface HeaderMeaning {
  readonly type: ColumnType;
  readonly realm?: AccountRealm;
}

/** Patterns over the header's words joined by single spaces; the first that fits wins. Linear: no nested repetition. */
const meanings: readonly (readonly [RegExp, ColumnType, AccountRealm?])[] = [
  [/\b(e ?mail|email ?(address|adres)?|mailadres|emailadres|courriel)\b/, 'EMAIL'],
  [/\b(iban|rekening ?(nummer|nr)|bank ?(account|rekening)\w*|bankrek\w*|reknr)\b/, 'IBAN'],
  [/\b(bsn|sofi ?(nummer|nr)?|burgerservicenummer|burger service nummer)\b/, 'BSN'],
  [
    /\b(rijksregister\w*|insz|niss|rrn|ssn|national ?id\w*|social security\w*|nino|nationalnumber|national number|personnummer|numero national)\b/,
    'NATIONAL_ID',
  ],
  [/\b(mac ?(address|adres)?)\b/, 'MAC'],
  [/\b(ip ?(address|adres|addr)|ip|ipv4|ipv6|remote addr|client ip)\b/, 'IP'],
  [/\b(credit ?card ?(number|nr|nummer|no)?|card ?(number|no|nr|nummer)|kaartnummer|cc ?(number|nummer|num)|pan)\b/, 'CREDIT_CARD'],
  [/\b(password|passwd|pwd|wachtwoord|ww|secret|api ?key|token|access ?key|pin ?code|pincode|cvv2?|cvc2?|mot de passe)\b/, 'SECRET'],
  [/\b(user ?name|gebruikersnaam|login|login ?name|inlognaam|screen ?name|nickname|handle)\b/, 'USERNAME'],
  [/\b(kenteken\w*|licen[cs]e ?plate|nummerplaat|plate ?(number|no)?)\b/, 'LICENCE_PLATE'],
  [
    /\b(paspoort\w*|passport\w*|rijbewijs\w*|driver licen[cs]e|drivers licen[cs]e|id ?kaart\w*|document ?(nummer|nr|number)|btw ?(nummer|nr)|vat ?(number|no|id)|kvk ?(nummer|nr)?|rsin|tax ?id|identiteitsbewijs\w*)\b/,
    'ID_NUMBER',
  ],
  [/\b(geboorte ?(datum|dag)|geb ?(datum|dat|dtm)|birth ?(date|day)|date of birth|dob|d o b|birthday|date naissance|born)\b/, 'DATE_OF_BIRTH'],
  [/\b(post ?code|postal ?code|zip ?(code)?|postnummer|code postal|plz|postal)\b/, 'POSTCODE'],
  [/\b(phone|telephone|telefoon|mobile|mobiel|gsm|tel|tel ?(nr|nummer|no)|fax|cell|cellphone|mobilephone|06 ?(nr|nummer)|whatsapp)\w*\b/, 'PHONE'],
  [/\b(website|url|homepage|web ?site|link|domain|webpagina|www)\b/, 'URL'],
  [
    /\b(klant ?(nummer|nr|num|no|code)|relatie ?(nummer|nr)|debiteur ?(nummer|nr|en ?nummer)|customer ?(number|no|nr|code)|client ?(number|no|nr|nummer)|lid ?(nummer|nr)|abonnee ?(nummer|nr)|member ?(number|no|nr)|account ?(number|no|nr|nummer)|klantnr)\b/,
    'ACCOUNT_ID',
    'customer',
  ],
  [/\b(contract ?(nummer|nr|number|no)|abonnement ?(nummer|nr|s ?nummer)|aansluit ?nummer)\b/, 'ACCOUNT_ID', 'contract'],
  [
    /\b(order ?(nummer|nr|number|no)|bestel ?(nummer|nr)|tracking ?(number|no|nr)?|track ?trace|ups|zending ?nummer|reservering ?(s ?nummer|nr)|boeking ?(s ?nummer|nr)|booking ?(number|ref|reference))\b/,
    'ACCOUNT_ID',
    'order',
  ],
  [/\b(factuur ?(nummer|nr)|invoice ?(number|no|nr)|notanummer|betalingskenmerk)\b/, 'ACCOUNT_ID', 'invoice'],
  [
    /\b(ticket ?(nummer|nr|number|no)|zaak ?(nummer|nr)|case ?(number|no|nr)|dossier ?(nummer|nr)|melding ?(nummer|nr|s ?nummer)|claim ?(number|no|nr)|schade ?(nummer|nr))\b/,
    'ACCOUNT_ID',
    'ticket',
  ],
  [/\b(personeel ?s? ?(nummer|nr)|employee ?(number|no|nr)|medewerker ?(nummer|nr)|staff ?(number|no)|badge ?(number|no)?)\b/, 'ACCOUNT_ID', 'employee'],
  [/\b(patient ?(nummer|nr|number|no|en ?nummer)|mrn|medical record\w*)\b/, 'ACCOUNT_ID', 'patient'],
  [/\b(polis ?(nummer|nr)|policy ?(number|no|nr)|verzekerde ?n? ?nummer|insurance ?(number|id))\b/, 'ACCOUNT_ID', 'policy'],
  [/\b(ean ?(code|nummer|nr)?|meter ?(nummer|nr|number))\b/, 'ACCOUNT_ID', 'meter'],
  [/\b(imei|serie ?nummer|serial ?(number|no))\b/, 'ACCOUNT_ID', 'device'],
  [/\b(country|land|landcode|state|provincie|province|region|regio|currency|valuta|taal|language)\b/, 'NONE'],
  [/\b(leeftijd|age)\b/, 'AGE'],
  [/\b(bedrijf|bedrijfsnaam|company|company ?name|organisatie|organi[sz]ation|werkgever|employer|firma|firm|handelsnaam)\b/, 'ORG'],
  [/\b(woon ?plaats|city|plaats|plaatsnaam|stad|town|gemeente|ville|city ?full|birth ?place|geboorteplaats)\b/, 'CITY'],
  [/\b(street ?(address|name)?|adres(regel)?\w*|address ?\d?|address ?line ?\d?|straat\w*|straatnaam|woonadres|huisadres|rue|street)\b/, 'ADDRESS'],
  [
    /\b(voor ?naam|voornamen|achter ?naam|familie ?naam|naam|roep ?naam|volledige naam|first ?name|last ?name|sur ?name|given ?name|family ?name|full ?name|middle ?name|name|maiden ?name|mothers ?maiden|meisjesnaam|contact ?(persoon|naam|name|person)|customer ?name|klant ?naam|prenom|nom|tussenvoegsel|voorletters|initialen|middle ?initial|fname|lname|aanhef ?naam)\b/,
    'PERSON',
  ],
  [
    /\b(notitie\w*|opmerking\w*|note|notes|comment|comments|omschrijving|description|memo|remark\w*|toelichting|bericht|message|body|content|gesprek\w*|transcript\w*|vrije tekst|bijzonderheden)\b/,
    'FREE_TEXT',
  ],
];

/** The same in German, French, Spanish, Polish and Turkish: folded words, tried after the Dutch and English ones. */
const abroad: readonly (readonly [RegExp, ColumnType, AccountRealm?])[] = [
  [/\b(correo( electronico)?|adres email|e ?posta|adresse (electronique|mail)|poczta)\b/, 'EMAIL'],
  [/\b(konto ?(nummer|nr)|numero de (compte|cuenta)|cuenta bancaria|(numer|nr) konta|hesap (no|numarasi)|compte bancaire|bankverbindung)\b/, 'IBAN'],
  [/\b(pesel|tc kimlik\w*|kimlik no|dni|nif|numero de securite sociale|num secu|steuer ?id\w*|sozialversicherungs\w*|numer pesel)\b/, 'NATIONAL_ID'],
  [/\b(pass ?wort|kennwort|contrasena|haslo|sifre|parola)\b/, 'SECRET'],
  [/\b(benutzer ?name|nom d utilisateur|identifiant|usuario|nombre de usuario|nazwa uzytkownika|kullanici adi)\b/, 'USERNAME'],
  [/\b(kennzeichen|kfz ?kennzeichen|immatriculation|plaque( d immatriculation)?|matricula|(numer|nr) rejestracyjny|plaka)\b/, 'LICENCE_PLATE'],
  [
    /\b(reise ?pass\w*|passeport|pasaporte|paszport|pasaport|personalausweis\w*|fuhrerschein\w*|permis de conduire|prawo jazdy|(numer )?nip|ust ?id\w*|tva)\b/,
    'ID_NUMBER',
  ],
  [/\b(geburts ?(datum|tag)|geb ?dat|date de naissance|naissance|ne le|fecha ?(de )?nac(imiento)?|data urodzenia|dogum ?(tarihi|gunu)?)\b/, 'DATE_OF_BIRTH'],
  [/\b(post ?leit ?zahl|codigo postal|cod postal|kod pocztowy|posta kodu|code ?postal)\b/, 'POSTCODE'],
  [/\b(telefono|telefon\w*|handy\w*|portable|movil|celular|rufnummer|mobilnummer|mobil|cep ?(tel\w*|no)|komorka|kom|tel portable|numer telefonu)\b/, 'PHONE'],
  [
    /\b(kunden ?(nummer|nr)|(numero|no|num|n) (de )?client|(numero|num) de cliente|cod cliente|(numer|nr) klienta|musteri (no|numarasi|kodu)|mitglieds ?(nummer|nr))\b/,
    'ACCOUNT_ID',
    'customer',
  ],
  [/\b(bestell ?(nummer|nr)|auftrags ?(nummer|nr)|(numero|no|num) de (commande|pedido)|(numer|nr) zamowienia|siparis (no|numarasi))\b/, 'ACCOUNT_ID', 'order'],
  [/\b(rechnungs ?(nummer|nr)|(numero|no|num) de (facture|factura)|(numer|nr) faktury|fatura (no|numarasi))\b/, 'ACCOUNT_ID', 'invoice'],
  [/\b(vertrags ?(nummer|nr)|(numero|no|num) de (contrat|contrato)|(numer|nr) umowy|sozlesme (no|numarasi))\b/, 'ACCOUNT_ID', 'contract'],
  [/\b(patienten ?(nummer|nr)|(numero|no|num) de (patient|paciente)|(numer|nr) pacjenta|hasta (no|numarasi))\b/, 'ACCOUNT_ID', 'patient'],
  [/\b(police ?nummer|versicherungs ?(nummer|nr)|(numero|no|num) de (police|poliza)|(numer|nr) polisy|police no)\b/, 'ACCOUNT_ID', 'policy'],
  [/^(alter|edad|wiek|yas)$/, 'AGE'],
  [/\b(unternehmen|entreprise|societe|empresa|przedsiebiorstwo|sirket|nazwa firmy|raison sociale)\b/, 'ORG'],
  [/\b(wohnort|ciudad|miasto|miejscowosc|sehir|ilce|stadt|commune|localite|localidad|poblacion)\b|^ort$/, 'CITY'],
  [/\b(strasse|str|anschrift|adresse|direccion|calle|domicilio|ulica|ul|sokak|cadde|rue|voie)\b/, 'ADDRESS'],
  [
    /\b(vor ?name|nach ?name|familien ?name|nom de famille|nom complet|nombre|nombres|apellidos?|imie|imiona|nazwisko|soyad|soyadi|soyisim|isim|adi|ad soyad|ansprechpartner|kunde|cliente|klient|musteri)\b/,
    'PERSON',
  ],
  [
    /\b(bemerkung\w*|notiz\w*|beschreibung|kommentar|commentaire\w*|remarque\w*|observations?|observaciones|comentarios?|notas|uwagi|notatk\w*|opis|aciklama|notlar|nachricht|wiadomosc|mesaj|mensaje)\b/,
    'FREE_TEXT',
  ],
];

/** Words of a header: camelCase, snake_case and dots taken apart, folded, joined by spaces. */
export function headerWords(header: string): string {
  return foldText(
    header
      .slice(0, 120)
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2'),
  )
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Words that make a name that of a thing: "product_name", "bestandsnaam", "track name". */
const things =
  /\b(product|item|artikel|file|bestand|table|tabel|track|album|genre|artist|playlist|media|category|categorie|status|type|color|kleur|brand|merk|model|event|role|rol|team|group|groep|page|host|server|database|column|kolom|plan|template|currency|valuta|language|taal|country|land|state|provincie|month|maand|day|tag|department|afdeling|service|title|titel|vehicle|device|queue|field|domain)\b/;

const allMeanings = [...meanings, ...abroad];

/** What a header says; undefined when it says nothing. */
export function headerMeaning(header: string): HeaderMeaning | undefined {
  const words = headerWords(header);
  if (!words) return undefined;
  for (const [pattern, type, realm] of allMeanings) {
    if (!pattern.test(words)) continue;
    if (type === 'PERSON' && /\b(name|naam|nom)\b/.test(words) && things.test(words)) return { type: 'NONE' };
    return realm ? { type, realm } : { type };
  }
  return undefined;
}

/** Realm that an id column's name belongs to ("customer_id" -> customer), by the word right before the one for number: "invoice_line_id" numbers lines. */
export function keyRealm(header: string): AccountRealm | undefined {
  const words = headerWords(header);
  const subject = words.replace(/ (id|key|nr|no|nummer|number|code)$/, '');
  if (subject === words) return undefined;
  if (/\b(customer|klant|client|relatie|debiteur|member|lid|account)$/.test(subject)) return 'customer';
  if (/\b(contract|subscription|abonnement)$/.test(subject)) return 'contract';
  if (/\b(order|bestelling|booking)$/.test(subject)) return 'order';
  if (/\b(invoice|factuur)$/.test(subject)) return 'invoice';
  if (/\b(ticket|case|zaak|melding|dossier)$/.test(subject)) return 'ticket';
  if (/\b(employee|medewerker|support rep|agent)$/.test(subject)) return 'employee';
  if (/\b(patient)$/.test(subject)) return 'patient';
  return undefined;
}
