import { foldText } from '../engine/fold.ts';
import { hashWord } from '../engine/lexicon.ts';

/** Questions about cover and conditions: "vraag of zwangerschap gedekt is" says nothing of a person. */
const coverWords =
  'gedekt dekt dekking vergoed vergoeding eigen voorwaarden polisvoorwaarden polis verzekering reisverzekering annuleringsverzekering cover covered covers policy excess terms';
const askWords = 'vraag vragen vraagt vroeg uitleg uitgelegd algemeen algemene wat welke of q question asks asked query explained general';

/** Medicines and aids: at the head of a sentence they are goods ("Pijnstillers mogen niet per post"). */
const aidWords =
  'medicijnen medicatie medicamenten pillen pijnstillers antibiotica paracetamol tabletten rolstoel rolwagen rollator scootmobiel traplift zorgbed prothese tillift krukken braille implantaat implantaten incontinentiemateriaal infuus looprek wandelstok medication medications medicine pills tablets walker crutches wheelchair meds ziekmelding ziekteverlof';

/** Words of a note about a caller, and words that speak to someone: a slur in the first kind of sentence also tells someone's origin or orientation. */
const callerWords =
  'klant klt kl klnt hij dhr mw mevr mevrouw meneer beller bewoner huurder lijn balie aanvraag monteur factuur caller customer cust he she guest tenant desk line account';
const addressWords = 'jij je jou jouw jullie you your ya youre ik i';

/** Storing, matching, enrolling: with a part of the body that tells people apart it is biometrics. */
export const captureWords =
  'opgeslagen bewaard geregistreerd ingeschreven vastgelegd ingelezen ingescand gescand scan gescant herkend herkent herkende geidentificeerd identificatie geverifieerd verificatie vergeleken vergelijking match gematcht matcht gelinkt gekoppeld analyse geanalyseerd profiel template model inloggen ingelogd toegang enrolled enrol enroll registered stored saved captured matched compared identified verified recognised scanned template profile biometrics database password wachtwoord paswoord';

/** What a word says for or against a special category beside it. Looked up only in sentences that hold a term of one; the terms themselves are in lexicon/lists/notes-*-special.txt. */
export const cueBits = {
  /** Name of a party that is nothing else. */
  PARTY: 1,
  /** Name of a party that is also an ordinary word: only with a capital. */
  PARTY_WORD: 1 << 1,
  UNION: 1 << 2,
  UNION_WORD: 1 << 3,
  /** Voting, membership, office: with a party's name it says what someone thinks. */
  SUPPORT: 1 << 4,
  /** Membership, office, strike: with a union's name it says that someone belongs to it. */
  MEMBER: 1 << 5,
  /** The organisation itself is meant: its office, department, building. */
  ORG: 1 << 6,
  /** zijn, haar, mijn ... */
  POSSESSIVE: 1 << 7,
  /** wegens, door, na ... and the like that give a reason */
  CAUSE: 1 << 8,
  /** Lying, staying, being taken in or sent home */
  STAY: 1 << 9,
  /** A place of care */
  CARE: 1 << 10,
  /** People, beside the words for them in the shared lists */
  PEOPLE: 1 << 11,
  /** Descent, looks, way of speaking */
  ORIGIN: 1 << 12,
  /** A thing, a system: what it is or has is no remark about a person */
  THING: 1 << 13,
  /** A title, a subject of talk, a word as such */
  TOPIC: 1 << 14,
  /** Goods and events that take a term into their name */
  GOODS: 1 << 15,
  /** Descent as such: only with a word for which */
  ORIGIN_ONLY: 1 << 16,
  /** comes from, is from ...: a country must follow */
  FROM: 1 << 17,
  /** Taking something away that belongs to another: needs someone who did it */
  TAKING: 1 << 18,
  /** Goes to, belongs to, works for */
  VISIT: 1 << 19,
  /** liever, rather */
  RATHER: 1 << 20,
  /** zou, verdient, should ...: no fact */
  WISH: 1 << 21,
  DESERVE: 1 << 22,
  /** An offence as such: it may have been done to the customer; said of someone beside a word of PENAL. */
  OFFENCE: 1 << 23,
  PENAL: 1 << 24,
  /** What someone does: a person before it is enough */
  DOES: 1 << 25,
  ARTICLE: 1 << 26,
  /** typical, all those, half ...: what comes next is said of people by their origin */
  KIND: 1 << 27,
  /** The home countries: from there is no origin worth a flag */
  HOME: 1 << 28,
  OUT_OF: 1 << 29,
  /** A part of the body, of which AILMENT or CAPTURE says more */
  BODY: 1 << 30,
  AILMENT: 1 << 31,
} as const;
type Cue = keyof typeof cueBits;

const words: Readonly<Record<Cue, string>> = {
  PARTY:
    'pvv vvd pvda d66 d fvd cda sgp groenlinks ja jovd bbb bij nsc christenunie piratenpartij pvdd n nva vld cd cdv ptb ecolo ldd rossem vlaams cdja dwars ukip snp dup sinn fianna fine lib tory tories bnp edl plaid afd vivant spa ps mr defi xr open pink',
  PARTY_WORD:
    'wilders baudet trump farage corbyn poetin putin rutte timmermans omtzigt erdogan orban kaag bontenbal klaver marijnissen bouchez rousseau macron merkel biden zelensky netanyahu denk volt groen vooruit sp forum leefbaar reform labour greens momentum green conservative conservatives republican republicans democrat democrats liberal liberals socialist progressive partij hart vb cu plus jonge rood partij 50plus links rechts',
  UNION:
    'vakbond vakbonden fnv cnv abvv acv aclvb vsoa vcp nu vnv npb nvj aob acod csc fgtb cgslb cgsp setca bbtk lbc ntb anpv lbv vvmc horval metea bvv fdf unison gmb rmt aslef nasuwt usdaw pcs cwu ucu fbu siptu tuc neu tssa teamsters forsa bectu bma rcn nipsa pilotenbond politiebond ambtenarenbond onderwijsbond vakcentrale',
  UNION_WORD: 'unite unie de cne ocb nautilus napo prospect',
  SUPPORT:
    'gelijk tekeer vindt geweldig bewonder held haatte foeterde foetert dol liefhebber cap praat steunt steunde bewondert scheldt haat tegen aanbidt vereert dweept supports hates loves backs stemt stemde stem stemmen gestemd stemmer stemmers stemgedrag lid leden lidmaatschap ledenpas lidkaart aanhanger aanhangers aanhang fan fans fanboy fanclub supporter kandidaat kandidate kandidatuur kandideert lijst lijsttrekker lijstduwer raad raadslid gemeenteraad gemeenteraadslid wethouder schepen burgemeester kamerlid statenlid fractievoorzitter fractielid mandataris mandaat poster posters affiche affiches vlag vlaggen sticker stickers pin pet shirt flyers flyer flyert folders foldert jongerentak jongeren jongerenafdeling campagne campagneteam actief actieve militant militante adept sympathisant sympathisante sympathie kiezer kiezers kiest gekozen overtuigd overtuigde fanatiek fanatieke fervent verstokt tokkie tokkies type types tuig volk bestuurslid voorzitter penningmeester secretaris vrijwilliger donateur doneert zetelt zetel verkozen vertegenwoordiger woordvoerder medewerker werkt stage stagiair er ers posts post activist activisten activisme profiel propaganda praat praatjes denkbeelden partijgenoot congres partijcongres debat opkomt kwam opkomen achterban votes voted voting voter voters member members membership councillor candidate activist campaigner campaigns campaigning canvasses canvassing canvasser branch secretary organiser treasurer volunteer volunteers mp proud supports flag placard badge rally stood stands standing ran running leaflets donor donates staunch lifelong type boy man guy lad vrouw kerel rakker meeting',
  MEMBER:
    'actief active werkt werkzaam lid leden lidmaatschap lidmaatschapsnr lidnummer lidgeld lidkaart ledenpas kaartje pasje kaderlid kaderleden kader afgevaardigde hoofdafgevaardigde delegee bestuurder bestuurslid consulent militant vrijgestelde secretaris voorzitter penningmeester woordvoerder vertegenwoordiger staakt staken staking gestaakt actie acties contributie bijdrage premie rechtsbijstand jurist juriste advocaat juridisch dossier vlag hesje hesjes jas pet shirt vest regelt regelen helpt bijstaat bijgestaan bijstand procedeert opgestookt aangesloten gesyndiceerd congres demonstratie betoging piket opgezegd uitgeschreven ingeschreven lidgelden korting rep reps steward member members membership branch official organiser organizer delegate convenor treasurer secretary strike striking picket dues subs fees ballot representative rep card activist negotiator solicitor er ers senioren jongeren contributies kaart pas man vrouw type',
  ORG: 'kantoor hoofdkantoor kantoren secretariaat afdeling afd gebouw partijbureau bureau fractie fractiekamer fractiekantoor raadsfractie dienst balie zaal lokaal receptie onthaal vestiging vest centrum zaaltje redactie museum stichting vereniging vzw bv nv ltd inc trust desk office offices headquarters hq department dept house building boekhouding aankoop inkoop procurement facilities facilitair administratie congrescentrum school basisschool kerk-beheer directie leverancier hotel winkel straat centre center channel foundation university universiteit hogeschool ziekenhuis college instituut reception',
  POSSESSIVE: 'zijn haar hun mijn zn mn der hr onze ons his her their my our whose diens',
  CAUSE:
    'ivm wegens vanwege door na sinds dankzij omwille want omdat dus doordat tgv vw om met zonder tegen over due because after since for with following owing as so despite ondanks mede gezien via',
  STAY: 'ligt lag liggen zit zat verblijft verbleef opgenomen opname ontslagen beland belandde terecht terechtgekomen gebracht vervoerd opgehaald overgebracht thuisgekomen ontslag moet moest gaat ging komt kwam in-observatie herstelt revalideert behandeld behandeling onderzoek onderzoeken afspraak spoed verpleegd bezocht admitted taken rushed discharged stays lying back release',
  CARE: 'gevangenis ziekenhuis ziekenhuizen kliniek psychiatrie hospitaal umc spoedafdeling hartbewaking ic spoed hersteloord revalidatieafdeling hospital verpleeghuis verpleegtehuis rusthuis verzorgingstehuis bejaardentehuis woonzorgcentrum az uz',
  PEOPLE:
    'gezin gezinnen familie families stel stelletje koppel koppeltje echtpaar huishouden meisje meisjes jongens jongeren jeugd types gasten gastjes mannen vrouwen heren dames bewoners buren huurders arbeiders arbeidersgezin werkers werknemers bouwvakkers studenten student studente ouders ouder moeder vader broer zus zoon dochter kind kinderen schoonmoeder schoonvader schoonouders schoonzoon schoondochter ex vriend vriendin vrouwtje mannetje mevrouwtje meneertje groep groepje bende ploeg ploegen chauffeur chauffeurs koerier schoonmaker schoonmaakster poetsvrouw monteur collega buurman buurvrouw buurjongen overbuur patient patienten vluchteling vluchtelingen asielzoekers migrant migranten immigrant immigrants gemeenschap community couple family families household lads lad girl girls boys boy guys folks builder builders worker workers tenant tenants parents mother father wife husband son daughter brother sister priest neighbour neighbours students driver drivers gentleman fella chap bloke female male kids kid child children mum mom dad gran grandmother customer caller guest bruid bruidegom voornaam speaker volk eigenaar eigenares uitbater uitbaatster ondernemer winkelier kok ober taxichauffeur verpleegkundige verpleegster dokter arts leraar docent advocaat pastoor priester buurtbewoner passagier reiziger reizigster bezoeker bezoekster inwoner inwoners landgenoot vrijwilliger werkgever werknemer onderaannemer onderaannemers klusser klussers klusjesman schilder schilders stukadoor stukadoors aannemer aannemers seizoenarbeider seizoenarbeiders seizoenwerkers vrachtwagenchauffeur truckers au-pair uitzendkracht uitzendkrachten medewerkers collegas collega huisgenoot huisgenoten bovenbuur bovenburen onderburen onderbuurman bovenbuurman bovenbuurvrouw onderbuurvrouw overburen buurtjes landlord owner boss nanny cleaner cleaners plumber electrician waiter waitress colleague colleagues friend flatmate housemate carer students pupil teacher doctor patient pensioner teenager teenagers youngster youngsters toddler boyfriend girlfriend partner ex gozer vent kerel dame heer pubers puber tiener tieners ventje jochie jongetje peuter baby tweeling opa oma nonkel tante neef nicht oom grootmoeder grootvader weduwe weduwnaar bruidspaar buurmeisje leerling leerlingen opvoeder voogd bewindvoerder gemachtigde man vrouw madam madammeke gehandicapte gehandicapten disabled handicapped mindervaliden invaliden',
  ORIGIN:
    'afkomst komaf origine herkomst achtergrond roots nationaliteit uiterlijk accent accentje tongval uitspraak voorkomen bloed wortels afstamming naam achternaam descent heritage background origin origins ethnicity extraction accents looking born nationality ancestry surname appearance',
  THING:
    'app apps ketel systeem website site server computer laptop printer modem router wifi internet netwerk signaal batterij accu motor hek deur stoel tafel kast lamp scherm display telefoon toestel televisie decoder kabel leiding kraan pomp ventiel sensor alarm alarmsysteem meter teller update software programma tram huisdier vogel computerspel ping lag verbinding kanaal portaal bestand factuur brief pakket zending koerierdienst economie system screen boiler kettle phone horse server gate battery router',
  TOPIC:
    'boek boeken roman film serie podcast documentaire docu tijdschrift artikel krant titel liedje album spel game voorstelling tentoonstelling festival lezing cursus folder brochure campagne typo tikfout vertaalfout bedoelt bedoelde bedoeling definitie betekent betekenis begrip term woord grap grapte algemeen algemene procedure beleid theorie onderwerp thema enquete novel book movie magazine typo meant means definition joke general leaflet policy exhibition series podcast documentary article course category keyword sticker poster-set merk model art artnr product-naam statement framework audit',
  GOODS:
    'reader readers scanner sensor sensors lezer slot sloten lock deurslot toilet pack fundraiser podcast serie editie wegwijzers leaflets instelling filmfestival festival shuttle bus brand friendly proof vriendelijk vrij free kit set organizer organiser box doos band boek film show museum club-kaart verpakking test tests strips meter monitor bed matras stoel sok sokken kousen kussen bril zalf creme tabletten-pak testkit channel parade markt winkel shop restaurant kleding sauce saus keurmerk label stekker vest lounge park school schoolboek tickets ticket banner artikel editie uitgave beeld kalender abonnement screening style themed alarm alarms preventie prevention training procedure scriptie meldpunt hotline beleid detectie detection check controle verzekering insurance formulier form desk team helpline policy statement access toegang pride merchandise day week month dag maand jaar protocol module afdeling collectie serie knop shirt mok cup mug print materiaal hulpmiddel',
  ORIGIN_ONLY: 'afkomst komaf origine herkomst accent tongval nationaliteit nationality achtergrond',
  FROM: 'afkomstig komt kwam geboren gevlucht roots originally stamt oorspronkelijk comes hails born fled',
  TAKING: 'gestolen gejat gepikt geslagen bedreigd bestolen',
  RATHER: 'liever rather',
  WISH: 'zou zouden verdient verdien verdienen should ought deserve deserves hopelijk hope',
  OFFENCE:
    'diefstal diefstallen fraude inbraak inbraken overval vandalisme wapen wapens heling geweld stelen steelt rechtszaak rechtbank theft fraud assault robbery burglary knife weapon court prison jail bail custody stealing gbh abh violence',
  PENAL:
    'ontslagen gepakt betrapt verbod straf cel jaar maanden gezeten veroordeeld verdacht verdachte verdenking opgepakt aangehouden eerder previous sacked fired caught geroyeerd verleden pleegt pleegde gepleegd plegen bezig verdenk verdenkt vermoed vermoeden betrokken pv proces ontkent bekende berucht notoir history suspected done involved wanted charged convicted moet moest voorkomen uitspraak zitting court trial case hearing charge charges nicked arrested jailed sentenced prosecuted investigated inside time banned cautioned record got strafbaar steelt stelen jat door',
  ARTICLE: 'a an',
  KIND: 'loud luid luide half kwart typisch typische echte echt alle al die luie brutale vieze domme elke half deels kwart oorspronkelijk origineel oorsprong origine typical bloody these those lazy stupid rude dirty another halve rare',
  HOME: 'nederland belgie holland vlaanderen nl netherlands belgium ierland ireland uk england engeland',
  OUT_OF: 'uit from',
  BODY: 'knie heup schouder nek enkel pols been benen arm voet voeten longen nieren nier prostaat wervel rug hart ogen oren oog stem gezicht gelaat vinger vingers duim handpalm iris stemmen gezichten knee hip shoulder neck ankle wrist leg legs foot feet lungs kidneys kidney prostate spine heart eyes eye hearing voice face fingers thumb palm gait',
  AILMENT:
    'operatie geopereerd gebroken pijn pijnen last problemen klachten kwaal versleten gekneusd gescheurd ontstoken ontsteking geblesseerd blessure geamputeerd kanker hernia slijtage verlamd lam infarct ingreep prothese bypass katheter kapotte slechte zwakke slecht bestraald foto-rug fysio revalidatie herstelt operation operated surgery broken broke fractured pain painful trouble problems injury injured replaced replacement arthritis bad dodgy torn sprained swollen infection amputated failing weak transplant op bypass condition',
  DOES: 'zit zat zitten staakt staken gestaakt blowt bidt bidden bedreigt stottert striking strike dealing dealen strikes steelt',
  DESERVE: 'verdient verdien verdienen deserve deserves',
  VISIT:
    'gaat ging gaan naar lid werkt werkzaam actief zit zat trouwt trouwen getrouwd bidt is was be goes went attends attending belongs works bezoekt bezocht volgt leest zingt koor vrijwilliger at to',
};

let covers: Set<number> | undefined;
let asks: Set<number> | undefined;

/** Whether the word is one of insurance cover. */
export function coverWord(key: number): boolean {
  covers ??= new Set(coverWords.split(' ').map(hashWord));
  return covers.has(key);
}

/** Whether the word is one of asking or explaining. */
export function askWord(key: number): boolean {
  asks ??= new Set(askWords.split(' ').map(hashWord));
  return asks.has(key);
}

let aids: Set<number> | undefined;

/** Whether the word is a medicine or an aid. */
export function aidWord(key: number): boolean {
  aids ??= new Set(aidWords.split(' ').map(hashWord));
  return aids.has(key);
}

let callers: Set<number> | undefined;
let addressed: Set<number> | undefined;

/** 1 for a word of a note about a caller, -1 for one that speaks to someone or of the speaker, else 0. */
export function noteVoice(key: number): number {
  callers ??= new Set(callerWords.split(' ').map(hashWord));
  addressed ??= new Set(addressWords.split(' ').map(hashWord));
  return addressed.has(key) ? -1 : callers.has(key) ? 1 : 0;
}

let capture: Set<number> | undefined;

/** Whether the word is one of storing, matching or enrolling. */
export function captures(key: number): boolean {
  capture ??= new Set(captureWords.split(' ').map(hashWord));
  return capture.has(key);
}

let table: Map<number, number> | undefined;

/** The cue bits of a word by its hash; 0 when it is none. The table is made at the first call. */
export function cueOf(key: number): number {
  if (!table) {
    table = new Map();
    for (const cue of Object.keys(words) as Cue[])
      for (const word of words[cue].split(' ')) {
        const hash = hashWord(foldText(word));
        table.set(hash, (table.get(hash) ?? 0) | cueBits[cue]);
      }
  }
  return table.get(key) ?? 0;
}
