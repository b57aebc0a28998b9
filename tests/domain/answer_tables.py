"""Answers to mark, written for these tests: what is right, what never is, and real answers.

Data only; the tests beside it say what must be true of it.
"""

from bot.domain.question import AnswerKind, Key


def _words(block: str) -> list[str]:
    return block.split()


def _pairs(block: str) -> list[tuple[str, str]]:
    """Read "one ~ other; one ~ other", over any number of lines."""
    halves = [pair.split("~") for pair in " ".join(block.split()).split(";")]
    return [(one.strip(), other.strip()) for one, other in halves]


TREATY = Key(accepted=("Treaty of Tartu", "Tartu"), confusables=("Treaty of Moscow", "Turku"))
RAPALLO = Key(accepted=("Treaty of Rapallo", "Rapallo"))
STALIN = Key(accepted=("Joseph Stalin", "Stalin"), confusables=("Leon Trotsky", "Lenin"))
LENIN = Key(accepted=("Vladimir Lenin", "Lenin"), confusables=("Stalin",))
TSAR = Key(accepted=("Nicholas II", "Tsar Nicholas II"), confusables=("Alexander II",))
ROOSEVELT = Key(accepted=("Franklin D. Roosevelt", "Roosevelt", "FDR"))
CHAMBERLAIN = Key(accepted=("Neville Chamberlain", "Chamberlain"))
MAO = Key(accepted=("Mao Zedong", "Mao Tse-tung", "Mao"))
CHIANG = Key(accepted=("Chiang Kai-shek", "Jiang Jieshi"))
PLAN = Key(accepted=("Second Five-Year Plan",))
WAR = Key(accepted=("Second World War", "World War II"))
NEP = Key(accepted=("New Economic Policy", "NEP"), confusables=("War Communism", "NKVD"))
NKVD = Key(accepted=("NKVD",), confusables=("KGB", "OGPU", "NEP"))
SODIUM = Key(accepted=("Na",), confusables=("K", "Ne", "N"))
GAS = Key(accepted=("carbon dioxide", "CO2"), confusables=("carbon monoxide", "CO"))
DIVISION = Key(accepted=("meiosis",), confusables=("mitosis",))
ARMY = Key(accepted=("Red Army",), confusables=("White Army",))
ENTENTE = Key(accepted=("Triple Entente",), confusables=("Triple Alliance",))
MUNICH = Key(accepted=("Munich Agreement",), confusables=("Munich Putsch",))
HOUSES = Key(accepted=("Senate and House", "Senate and House of Representatives"))
SPEAKER = Key(accepted=("Speaker of the House",))
FREEDOM = Key(accepted=("freedom of religion",))
WENT_ON = Key(accepted=("continued the war",))
FARMS = Key(accepted=("collectivisation",), confusables=("collective", "industrialisation"))
RIVER = Key(accepted=("Missouri", "Mississippi"))
CITY = Key(accepted=("Nanjing", "Nanking"))
WAR_OF_1812 = Key(accepted=("War of 1812",))
CELL = Key(accepted=("mitochondria",))
YEAR = Key(accepted=("1922",), kind=AnswerKind.YEAR)
CAESAR = Key(accepted=("44 BC",), kind=AnswerKind.YEAR)
YEARS = Key(accepted=("1936-1939",), kind=AnswerKind.YEAR)
DAY = Key(accepted=("23 August 1939",), kind=AnswerKind.DATE)
COLONIES = Key(accepted=("13",), kind=AnswerKind.NUMBER)
DEAD = Key(accepted=("27 million",), kind=AnswerKind.NUMBER)
SHARE = Key(accepted=("37%",), kind=AnswerKind.NUMBER)

ASKED = {
    TREATY: "Which treaty of 1920 ended the war between Estonia and Soviet Russia?",
    RAPALLO: "Which treaty did Chicherin sign on the Ligurian coast?",
    STALIN: "Who followed Lenin as leader of the USSR?",
    LENIN: "Who led the Bolsheviks in 1917?",
    TSAR: "Who was the last tsar?",
    ROOSEVELT: "Which US president met Churchill at Tehran?",
    CHAMBERLAIN: "Which prime minister flew to see Hitler in 1938?",
    MAO: "Who led the Chinese communists?",
    CHIANG: "Who led the Chinese nationalists?",
    PLAN: "Which Five-Year Plan began in 1933?",
    WAR: "Which war ended in 1945?",
    NEP: "What did Lenin bring in at the congress of 1921?",
    NKVD: "Which police carried out the purges?",
    SODIUM: "What is the symbol for sodium?",
    GAS: "Which gas do plants take in?",
    DIVISION: "Which kind of cell division makes gametes?",
    ARMY: "Which army won the Russian Civil War?",
    ENTENTE: "Which alliance did Britain and France form with Russia?",
    MUNICH: "Which agreement gave away the Sudetenland?",
    HOUSES: "What makes up the US Congress?",
    SPEAKER: "Who presides over the lower chamber?",
    FREEDOM: "What may everybody in the country enjoy on holy days?",
    WENT_ON: "What did Kerensky's government do?",
    FARMS: "What did Stalin call the merging of farms?",
    RIVER: "Name one of the two longest rivers of the United States.",
    CITY: "Which city was the capital of Nationalist China?",
    WAR_OF_1812: "In which war was Washington burnt?",
    CELL: "Which organelle carries out respiration?",
    YEAR: "In which year was the USSR founded?",
    CAESAR: "In which year was Caesar murdered?",
    YEARS: "Between which years was the war in Spain?",
    DAY: "On which day was the pact signed?",
    COLONIES: "How many colonies rebelled?",
    DEAD: "How many Soviet citizens died?",
    SHARE: "What share of the vote did they win?",
}

MUST_BE_RIGHT: dict[Key, str] = {
    TREATY: "tartu|TARTU|Tartu?|Treaty of Tartu.|the Tartu treaty|treaty of tartuu|Tartu (1920)|"
    "I think it was Tartu|“Tartu”|Tartu, I think|it was the treaty of Tartu in 1920",
    RAPALLO: "rapallo|Rapalo|Rapello|rappallo treaty|Treaty of Rapalo|treaty of rapollo",
    STALIN: "stalin!|Josef Stalin|J. Stalin|Stalin, Joseph|comrade Stalin|stallin|J.V. Stalin|"
    "STALIN|Joe Stalin|Stalin (Joseph)|stalin i guess|Stalin, not Trotsky|Marshal Stalin",
    LENIN: "V.I. Lenin|V I Lenin|VI Lenin|Vladimir Ilyich Lenin|Lennin|maybe lenin?|Vladmir Lenin",
    TSAR: "nicholas ii|Nicholas 2|Nicholas the Second|Nikolai II|Czar Nicholas II|"
    "Nicholas II of Russia|Nicholas the 2nd|Nickolas II",
    ROOSEVELT: "F.D.R.|fdr|f d r|not sure? fdr?|Roosevelt, Franklin|Franklin Delano Roosevelt|"
    "President Roosevelt|Rosevelt|F. D. Roosevelt|Franklin Roosevelt",
    CHAMBERLAIN: "chamberlain|Mr Chamberlain|N. Chamberlain|Nevile Chamberlain|Chamberlin|"
    "Prime Minister Chamberlain",
    MAO: "mao|Mao ze dong|Mao Tsetung|Mao Tse Tung|Chairman Mao|MAO ZEDONG|Mao Zedung",
    CHIANG: "Chiang Kaishek|chiang kai shek|Chang Kai-shek|Jiang Jie Shi|General Chiang Kai-shek",
    PLAN: "second|2nd|the second one|2nd five year plan|the Second 5-year plan|Second|"
    "second five-year plan (1933-37)",
    WAR: "WW2|WWII|W.W.2|World War Two|the second world war|2nd World War|world war ii|ww 2",
    NEP: "nep|N.E.P.|the NEP|New Economic Policy (NEP)|new economic polcy|N E P",
    NKVD: "nkvd|N.K.V.D.|the NKVD",
    SODIUM: "Na|na|NA.|it's Na",
    GAS: "co2|CO₂|carbon-dioxide|carbondioxide|Carbon Dioxyde",
    DIVISION: "Meiosis|meosis|meiosis?|the meiosis",
    ARMY: "red army|the Reds|Red|the red army",
    ENTENTE: "triple entente|the Entente|tripple entente|Triple Ententé",
    MUNICH: "munich|the Munich agreement|Munich Pact|munich agreemant|Munich (1938)",
    HOUSES: "House and Senate|the Senate & the House|Senate, House|senat and house",
    SPEAKER: "speaker of the house|the Speaker of the House",
    FREEDOM: "Freedom of Religion|the freedom of religion|freedom of religon",
    WENT_ON: "continued the war|they continued the war|continue the war",
    FARMS: "collectivization|Collectivisation|colectivisation|collectivization of agriculture",
    RIVER: "Mississippi|the missouri river|Mississippi and Missouri|missisippi",
    CITY: "nanking|Nan-king|Nanjng|NANJING",
    WAR_OF_1812: "1812|the war of 1812|War of 1812.",
    CELL: "mitochondrion|mitocondria|the mitochondria|Mitochondria.",
    YEAR: "1922|in 1922|'22|December 1922|30/12/1922|nineteen twenty-two|1922?|I think 1922",
    CAESAR: "44 BC|44BC|44 b.c.|BC 44|44 BCE",
    YEARS: "1936-39|1936 to 1939|from 1936 until 1939|between 1936 and 1939|1936–1939",
    DAY: "23 Aug 1939|August 23rd, 1939|23/8/1939|23.8.39|1939-08-23|8/23/1939|23-8-1939|"
    "Wednesday 23 August 1939|the twenty-third of August 1939|23 Augst 1939",
    COLONIES: "13|thirteen|13 colonies|XIII|thirten|about 13|13.0",
    DEAD: "27 million|27m|27,000,000|27 000 000|27000000|twenty-seven million|about 27 million",
    SHARE: "37%|37|37 per cent|thirty-seven percent|around 37 %",
}

NEVER_RIGHT: dict[Key, str] = {
    TREATY: "Treaty of|the treaty|treaty|Treaty of Berlin|Tartu or Riga|not Tartu|Riga, Tartu|"
    "Tartu and Riga|Turku|Tartary|Estonia|Treaty of Tartu 1932",
    RAPALLO: "Ravello|Treaty of Ravello|Treaty of Berlin|Locarno|Rapallo or Berlin|Rapallo/Berlin",
    STALIN: "Trotsky|Joseph|Stalingrad|Stalinism|Stalinist|Svetlana Stalin|Stalin or Trotsky|"
    "Trotsky, Lenin or Stalin|not Stalin|anyone but Stalin|it wasn't Stalin|Stalin Trotsky|"
    "Stalin and Lenin|the leader|the leader of the USSR|Lenin|?|idk||Stalin's son|Stain|Stallone|"
    "either Stalin or Lenin|Trotsky, not Stalin|Joseph Goebbels|T. Stalin|never Stalin",
    LENIN: "Lennon|John Lennon|Leninism|Leningrad|Vladimir|Lenin VI|Linen|Bolsheviks|Lenin/Trotsky",
    TSAR: "Nicholas I|Nicholas III|Alexander II|Alexander III|Nicholas|the tsar|II",
    ROOSEVELT: "Theodore Roosevelt|Teddy Roosevelt|T. Roosevelt|Eleanor Roosevelt|Franklin|JFK|"
    "Benjamin Franklin",
    CHAMBERLAIN: "Austen Chamberlain|A. Chamberlain|Joseph Chamberlain|Neville|chamber",
    MAO: "Mau|Maoism|Moa|Chiang Kai-shek|Mao or Chiang|Man",
    CHIANG: "Mao|Chiang Ching-kuo|Jiang Qing|Kai",
    PLAN: "first|1st|First Five-Year Plan|Five-Year Plan|Third Five-Year Plan|2nd Four-Year Plan|"
    "first or second|the first one",
    WAR: "WW1|WWI|First World War|World War|World War III|Cold War|the war|WW1 or WW2",
    NEP: "NKVD|KGB|War Communism|New Deal|NPE|policy|NEPmen|New Foreign Policy",
    NKVD: "KGB|NKDV|NEP|NKVB|police|secret police",
    SODIUM: "N|Ne|n/a|K|Nah|sodium|So|NaCl|Na or K",
    GAS: "CO|O2|CO3|carbon monoxide|carbon|dioxide|oxygen",
    DIVISION: "mitosis|osmosis|mitosis or meiosis|cell division|gametes",
    ARMY: "White Army|army|Red Guard|Red or White Army|Rod Army",
    ENTENTE: "Triple Alliance|Dual Entente|Entente Cordiale|alliance|Alliance",
    MUNICH: "Munich Putsch|agreement|the agreement|Sudetenland|Moscow Agreement",
    HOUSES: "Senate|House|Senate or House|Congress|House of Lords and Senate",
    SPEAKER: "Speaker of the Senate|House|Senate|President",
    FREEDOM: "freedom from religion|freedom|freedom of speech|no freedom of religion",
    WENT_ON: "they pulled out of the war|did not continue the war|war|ended the war",
    FARMS: "collective|collection|industrialisation|farms|dekulakisation|not collectivisation",
    RIVER: "Colorado|Mississippi and Colorado|Mississippi or Ohio|river|Nile",
    CITY: "Nanning|Nanchang|Beijing|Peking|city|Nanjing or Beijing",
    WAR_OF_1812: "War of 1810|War of 1813|1810|War|the war|1821",
    CELL: "mitosis|chloroplast|mitochondria and chloroplast|organelle",
    YEAR: "1932|1923|192|19222|1292|22|1920s|1922 or 1923|1922-23|not 1922|before 1922|1922 BC|"
    "1992|1822|after 1922|1922/1923",
    CAESAR: "44 AD|AD 44|45 BC|444 BC|4 BC",
    YEARS: "1936|1939|1935-1939|1936-1940|1939-1936|1914-18",
    DAY: "22 August 1939|23 September 1939|23/9/1939|23 August 1938|23 or 24 August 1939|1938|"
    "23 August 1993|32 August 1939",
    COLONIES: "14|14 colonies|12|31|30|3|13 or 14|113|1.3|-13|130",
    DEAD: "27 thousand|20 million|2.7 million|72 million|27 billion|20-27 million|27",
    SHARE: "73%|73|3.7%|36 or 37|36|370|37 million",
}

CLOSE: dict[Key, str] = {
    DAY: "August 1939|1939|23 August|Aug 39",
    CAESAR: "44",
    DEAD: "27",
}

RULES_OF_OTHERS = (
    ("hypertension", "hypotension"),
    ("mitosis", "meiosis"),
    ("endothermic", "exothermic"),
    ("afferent", "efferent"),
    ("ammonia", "ammonium"),
    ("299792458", "299792459"),
    ("12345", "12346"),
    ("Paris", "Is it London or Paris or Rome?"),
)
"""Answer and what other quiz bots' published rules accept for it."""

REAL_ANSWERS = _words(
    """
    Rapallo Versailles Barbarossa Litvinov Chicherin Molotov Ribbentrop Churchill Chamberlain
    Daladier Mussolini Hitler Stalin Trotsky Bukharin Zinoviev Kamenev Tukhachevsky Zhukov
    Manchuria Mongolia Finland Estonia Latvia Lithuania Bessarabia Bukovina Czechoslovakia
    Poland Sudetenland Rhineland Abyssinia Ethiopia Canberra Petrograd Leningrad Comintern
    collectivisation industrialisation appeasement rearmament totalitarianism propaganda
    photosynthesis mitochondria osmosis respiration chlorophyll nucleus ribosome hypertension
    endothermic ammonia sodium potassium hydrogen nitrogen magnesium Gorbachev Khrushchev
    Brezhnev Andropov Yugoslavia Hindenburg Anschluss Lebensraum
    """
)

NEIGHBOURS = _pairs(
    """
    Austria ~ Australia; Slovakia ~ Slovenia; Latvia ~ Libya; Lithuania ~ Latvia; Iran ~ Iraq;
    Niger ~ Nigeria; Stalin ~ Stalingrad; Lenin ~ Leningrad; Lenin ~ Lennon; Trotsky ~
    Trotskyism; Marx ~ Marxism; Mao ~ Mau; Hitler ~ Himmler; Goering ~ Goebbels; Molotov ~
    Malenkov; Zinoviev ~ Zinovievite; Franco ~ France; mitosis ~ meiosis; hypertension ~
    hypotension; afferent ~ efferent; ammonia ~ ammonium; sodium ~ sofia; endothermic ~
    exothermic; anode ~ cathode; adsorption ~ absorption; inductive ~ deductive; hyperglycaemia
    ~ hypoglycaemia; nitrate ~ nitrite; sulphate ~ sulphite; ethane ~ ethene; propane ~ propene;
    methane ~ methanol; phosphorus ~ potassium; arteries ~ arterioles; ureter ~ urethra; ilium ~
    ileum; stalactite ~ stalagmite; longitude ~ latitude; emigration ~ immigration; affect ~
    effect; concave ~ convex; isotope ~ isobar; monarchy ~ anarchy; autocracy ~ aristocracy;
    oligarchy ~ monarchy; socialism ~ socialist realism; communism ~ capitalism; nationalism ~
    rationalism; Petrograd ~ Leningrad; Rhineland ~ Rhine; Saarland ~ Saxony; Nanjing ~ Nanning;
    Berlin ~ Bern; Vienna ~ Venice; Bucharest ~ Budapest; Belgrade ~ Belgium; Sofia ~ Sophia
    Loren; Rapallo ~ Ravello; Locarno ~ Livorno; Versailles ~ Verdun; Trianon ~ Triangle;
    Comintern ~ Cominform; Comintern ~ Comecon; NKVD ~ NEP; NKVD ~ KGB; Cheka ~ Chekhov; kulak ~
    gulag; Gulag ~ kulaks; Duma ~ Dublin; soviet ~ Soviet Union; Bolsheviks ~ Mensheviks;
    Anschluss ~ Ausgleich; Lebensraum ~ Weltpolitik; collectivisation ~ collective; purge ~
    purgatory; Kirov ~ Kerov Street; Tirpitz ~ Turnip; Yalta ~ Malta; Potsdam ~ Amsterdam;
    Tehran ~ Tirana; Manchuria ~ Mongolia; Manchukuo ~ Manchuria; Finland ~ Greenland; Estonia ~
    Latvia; Karelia ~ Korea; reparations ~ preparations; armistice ~ amnesty; mandate ~
    manifesto; protocol ~ prologue; treaty ~ treatise; plebiscite ~ parasite; putsch ~ push;
    pact ~ act; boycott ~ Baycott and Sons; sanctions ~ actions; disarmament ~ rearmament;
    rearmament ~ armament; isolation ~ insulation; coalition ~ collation; proletariat ~
    secretariat; bourgeoisie ~ bourgeois revolution; peasants ~ pheasants; serfs ~ surfers;
    Rasputin ~ Putin; Kerensky ~ Kornilov; Denikin ~ Yudenich; Kolchak ~ Kolkhoz; sovkhoz ~
    kolkhoz; Beria ~ Yezhov; Yagoda ~ Yezhov; Kamenev ~ Kaganovich; Bukharin ~ Bulganin; Rykov ~
    Rokossovsky
    """
)
"""Two things each that must not pass for one another, either way round."""
