/**
 * Words for nationality, origin, religion and politics, Dutch, Flemish and English, folded. The lexicon marks them (lexicon/build.ts) and nrp.ts says when they
 * speak of a person. Written for this product from general knowledge.
 */

/** Adjectives without an ending; "-e" forms are made from them. */
const adjectives =
  'nederlands hollands belgisch vlaams waals duits frans engels brits schots iers spaans italiaans portugees turks marokkaans surinaams antilliaans arubaans curacaos indonesisch indisch moluks javaans pools roemeens ' +
  'bulgaars hongaars tsjechisch slowaaks sloveens kroatisch servisch bosnisch albanees kosovaars macedonisch grieks oekraiens russisch wit-russisch lets litouws ests fins zweeds noors deens ijslands oostenrijks zwitsers ' +
  'luxemburgs amerikaans canadees mexicaans braziliaans argentijns chileens peruaans colombiaans venezolaans cubaans dominicaans haitiaans jamaicaans chinees japans koreaans vietnamees thais filipijns maleisisch singaporees ' +
  'indiaas pakistaans afghaans iraans iraaks syrisch libanees israelisch palestijns jordaans saoedisch jemenitisch egyptisch tunesisch algerijns libisch eritrees ethiopisch somalisch keniaans ghanees nigeriaans congolees ' +
  'rwandees burundees oegandees guinees senegalees gambiaans liberiaans malinees ivoriaans kameroens angolees mozambikaans zimbabwaans soedanees tanzaniaans togolees beninees kaapverdiaans guyaans nepalees srilankaans ' +
  'bengaals georgisch armeens azerbeidzjaans kazachs oezbeeks mongools tibetaans koerdisch berbers arabisch afrikaans aziatisch europees tamil hindoestaans creools papoea fries turkmeens moldavisch montenegrijns maltees cyprisch ' +
  'joods islamitisch christelijk katholiek rooms-katholiek protestants gereformeerd hervormd hindoeistisch boeddhistisch orthodox evangelisch remonstrants doopsgezind vrijgemaakt soennitisch sjiitisch alevitisch atheistisch ' +
  'reformatorisch vrijzinnig hindostaans ultraorthodox luthers calvinistisch oudkatholiek russisch-orthodox grieks-orthodox salafistisch rooms boeddhistisch socialistisch communistisch liberaal christendemocratisch sinti roma romani travellers irakees irakese koptisch syrisch-orthodox aramees assyrisch antroposofisch pinkster sefardisch chassidisch';
/** People: nouns in the singular; plurals are made where they are regular. */
const nouns =
  'nederlander nederlandse hollander belg vlaming waal duitser duitse fransman francaise engelsman engelse brit schot ier spanjaard italiaan portugees turk marokkaan marokkaanse surinamer antilliaan arubaan curacaoenaar indonesier ' +
  'molukker javaan pool poolse roemeen bulgaar hongaar tsjech slowaak sloveen kroaat serviër bosnier albanees kosovaar macedoniër griek oekrainer rus wit-rus let litouwer est fin zweed noor deen ijslander oostenrijker zwitser ' +
  'luxemburger amerikaan canadees mexicaan braziliaan argentijn chileen peruaan colombiaan venezolaan cubaan dominicaan jamaicaan chinees japanner koreaan vietnamees thai filipijn filipina filipino indier pakistaan pakistani afghaan ' +
  'iranier irakees irakezen syrier libanees israeli palestijn egyptenaar tunesier algerijn libier eritreeer ethiopiër somalier keniaan ghanees nigeriaan congolees rwandees oegandees guinees senegalees gambiaan angolees soedanees ' +
  'tanzaniaan kaapverdiaan nepalees tamil georgier armeniër azerbeidzjaan koerd berber arabier afrikaan aziaat hindoestaan creool papoea fries roma sinti ' +
  'moslim moslima christen katholiek protestant jood jodin joden hindoe hindu boeddhist sikh jehova jehovagetuige gereformeerde hervormde atheist humanist mormoon soenniet sjiiet aleviet salafist bahai doopsgezinde ' +
  'socialist communist sociaaldemocraat christendemocraat liberaal nationalist anarchist syriër jemeniet eritreër jood moslimvrouw moslimman bekeerling scientoloog druze koptische vrijmetselaar hindostaan hindoestanen jezidi yezidi yezidis alevi alevieten wahabiet lutheraan calvinist mennoniet reformatorische islamiet islamieten mohammedaan pinkstergelovige baptisten evangelischen turken marokkanen surinamers antillianen afghanen irakezen iraniërs somaliërs koerden russen chinezen japanners duitsers fransen engelsen britten belgen grieken italianen spanjaarden portugezen bulgaren roemenen hongaren tsjechen serviërs kroaten bosniërs albanezen oekraïner oekraïners syriërs eritreeërs ethiopiërs ghanezen nigerianen congolezen kaapverdianen molukkers indo indo_s indos eurasian hindoestaanse surinaamse turkse_nederlander turkse_belg ' +
  'muslim moslem christian catholic protestant jew buddhist jehovahs atheist mormon quaker anglican baptist methodist presbyterian lutheran evangelical ' +
  'dutchman dutchwoman belgian german frenchman englishman scot scotsman irishman irishwoman spaniard italian turk moroccan surinamese pole romanian bulgarian hungarian czech slovak croat serb bosnian albanian greek ukrainian russian ' +
  'latvian lithuanian estonian finn swede norwegian dane icelander austrian american canadian mexican brazilian argentinian chilean peruvian colombian venezuelan cuban jamaican korean filipino indian pakistani afghan iranian iraqi syrian ' +
  'lebanese palestinian egyptian tunisian algerian libyan eritrean ethiopian somali kenyan ghanaian nigerian congolese rwandan ugandan guinean senegalese gambian angolan sudanese tanzanian nepalese bangladeshi georgian armenian kurd ' +
  'australian kiwi welshman sierra_leoner tory republican';
/** English adjectives (and those that are the same as the noun), and a few that Dutch leaves as they are. */
const english =
  'dutch belgian flemish german french english british scottish irish welsh spanish italian portuguese turkish moroccan surinamese antillean polish romanian bulgarian hungarian czech slovak croatian serbian bosnian albanian greek ' +
  'ukrainian russian finnish swedish norwegian danish austrian swiss american canadian mexican brazilian argentinian colombian venezuelan cuban jamaican chinese japanese korean vietnamese thai filipino indonesian malaysian indian ' +
  'pakistani afghan iranian iraqi syrian lebanese israeli palestinian saudi egyptian tunisian algerian libyan eritrean ethiopian somali kenyan ghanaian nigerian congolese ugandan senegalese angolan sudanese nepalese bangladeshi ' +
  'armenian kurdish arab african asian jewish islamic muslim hindu buddhist sikh catholic christian protestant orthodox';
/** Parties; the words behind the bar are also ordinary words or names and count only beside a word of politics. */
const parties =
  'vvd pvda d66 cda pvv groenlinks christenunie sgp fvd bbb nsc ja21 pvdd 50plus n-va nva vlaams_belang open_vld cd_v cdenv forum_voor_democratie partij_voor_de_dieren partij_van_de_arbeid groenlinks_pvda pvda_groenlinks ' +
  'libdem lib_dems ukip sinn_fein ldd forum_voor_democratie leefbaar_rotterdam piratenpartij vlaams_blok ecolo cdh sp_a les_engages pvda_ptb liberal_democrats snp plaid_cymru reform_uk labour_party conservative_party green_party republican_party democratic_party gop afd cdu spd fdp akp hdp mhp chp bij_1 partij_voor_de_vrijheid christen_unie socialistische_partij nieuw_sociaal_contract boerburgerbeweging staatkundig_gereformeerde_partij';
const uncertainParties =
  'cu gl vb fvd forum conservative tory conservatives sp denk volt groen vooruit mr ps labour conservatives greens democrats republicans tories ptb bij1 bvnl';

const split = (text: string): string[] => text.split(' ').filter(Boolean);
const fold = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');

/** "chinees" to "chinese", "turks" to "turkse", "liberaal" to "liberale". */
function inflected(word: string): string {
  if (word.endsWith('ees')) return `${word.slice(0, -3)}ese`;
  if (word.endsWith('aal')) return `${word.slice(0, -3)}ale`;
  if (word.endsWith('iek')) return `${word}e`;
  return `${word}e`;
}
/** Regular plurals of a noun. */
function plurals(word: string): string[] {
  if (/(er|ier|i|a|o|im)$/.test(word)) return [`${word}s`];
  if (/(s|ch)man$/.test(word)) return [`${word.slice(0, -3)}men`];
  if (/(aan|een|oot|aal)$/.test(word)) return [`${word.slice(0, -3)}${word[word.length - 3]}${word[word.length - 1]}en`];
  if (/(es|ees)$/.test(word)) return [`${word.slice(0, -1).replace(/ee$/, 'e')}zen`];
  return [`${word}en`, `${word}s`];
}

export type NrpKind = 'adjective' | 'noun' | 'english' | 'party' | 'uncertain party';

/** Every word of the lists with its kind; a phrase has underscores. A word that is both is an adjective, so that it needs a person beside it, unless only people are called it. */
export const nrpWords: ReadonlyMap<string, NrpKind> = (() => {
  const words = new Map<string, NrpKind>();
  for (const word of split(nouns)) for (const form of [word, ...plurals(word)]) words.set(fold(form), 'noun');
  for (const word of split(english)) if (!/^(muslim|hindu|buddhist|sikh)$/.test(word)) words.set(word, 'english');
  for (const word of split(adjectives)) for (const form of [word, inflected(word)]) words.set(fold(form).replace('-', '_'), 'adjective');
  for (const word of split(parties)) words.set(word.replace('-', '_'), 'party');
  for (const word of split(uncertainParties)) words.set(word, 'uncertain party');
  for (const word of [
    'sierra_leoons',
    'zuid_afrikaans',
    'zuid_afrikaanse',
    'noord_iers',
    'saoedi_arabisch',
    'wit_russische',
    'sri_lankaans',
    'kaap_verdiaans',
    'south_african',
    'sri_lankan',
    'sierra_leonean',
  ])
    words.set(word, 'adjective');
  words.set('sierra_leoonse', 'adjective');
  for (const word of [
    'zuid_afrikaan',
    'getuigen_van_jehova',
    'jehova_s_getuigen',
    'jehovah_s_witness',
    'jehovah_s_witnesses',
    'born_again_christian',
    'zevendedagsadventist',
    'leger_des_heils_soldaat',
    'jehova_s_getuige',
    'jehovas_getuige',
    'jehovahs_witness',
    'getuige_van_jehova',
    'wit_rus',
  ])
    words.set(word, 'noun');
  // Everyday words in either language that would fire on anything else.
  for (const word of ['est', 'let', 'lets', 'fin', 'kiwi', 'scots', 'poles', 'ests', 'meters']) words.delete(word);
  return words;
})();
