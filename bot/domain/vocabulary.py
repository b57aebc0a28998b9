"""Words that carry no answer by themselves: links, fillers, class nouns, titles, given names.

Plain lists, in folded form. How they weigh in an answer is decided in ``facts.py``.
"""


def lexicon(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


def _phrases(lines: str) -> tuple[tuple[str, ...], ...]:
    found = [tuple(line.split()) for line in lines.split(";") if line.strip()]
    return tuple(sorted(found, key=len, reverse=True))


LINKS = lexicon(
    "of in at on by with between for to into under during as after before when s near over "
    "against about from"
)
"""Prepositions: behind one of them an answer may name things of the question."""

STOPS = LINKS | lexicon(
    "a an the and it its is was were are be been that this these those which who whom whose "
    "he she they him her his their them there i we you my your our one ones some all also then so "
    "just only did do does had has have would called named known being himself very "
    "now today formerly aka"
)

OPENINGS = _phrases(
    """i think it was;i think it is;i think its;i think that;i think;i believe;i guess;
    i would say;id say;i say;i reckon;im guessing;im pretty sure;im fairly sure;im sure;
    i am sure;i am pretty sure;pretty sure;i am not sure but;im not sure but;i am not sure;
    im not sure;not sure but;not sure maybe;not sure;not certain but;not certain;dont know but;
    i dont know but;i dont know maybe;i do not know but;idk but;idk maybe;no idea but;
    no idea maybe;dunno but;dunno maybe;unsure;maybe;perhaps;probably;possibly;presumably;
    definitely;certainly;surely;obviously;clearly;could it be;it could be;could be;it might be;
    might be;may be;it must be;must be;must have been;it would be;would be;would it be;
    is it;was it;is this;it was;it is;its;it were;that was;that is;thats;that would be;they were;
    they are;he was;he is;she was;she is;this was;this is;these were;answer is;answer;
    my answer is;my guess is;my guess;a guess;guess;guessing;um;uh;er;erm;hmm;hm;oh;ah;well;ok;
    okay;so;like;easy;of course;surely;isnt it;wasnt it;wasnt that;isnt that;called;it was called;
    was called;known as;they were called;he was called;umm;yes;yeah;yep;by;it was by;written by;
    it was written by;
    led by;surely;honestly;process of;process called;policy of;practice of;idea of;concept of;
    city of;town of;port of;village of;country of;symbol;symbol is;
    in my opinion;imo;i remember;if i remember rightly;iirc"""
)
CLOSINGS = _phrases(
    """i think;i guess;i believe;i reckon;i suppose;im not sure;not sure;i am not sure;unsure;
    maybe;perhaps;probably;possibly;presumably;right;correct;of course;isnt it;wasnt it;lol;haha;
    idk;or something;or something like that;i hope;hopefully;iirc;imo;please;obviously;definitely;
    for sure;surely;i am sure;im sure;im pretty sure;pretty sure"""
)

NOTHING = lexicon(
    "idk dunno pass skip unsure unknown none nothing nope blank help hmm umm um uh eh what huh "
    "nvm iunno nil null"
)
NOTHING_PHRASES = _phrases(
    """i dont know;i do not know;dont know;do not know;no idea;no clue;not a clue;i have no idea;
    ive no idea;i forgot;i forget;i cant remember;cant remember;dont remember;i dont remember;
    not sure;im not sure;no answer;i give up;give up;i pass;havent a clue;no idea sorry;sorry;
    who knows;beats me;i dont have a clue;i dont know sorry;idk sorry;cannot remember"""
)
"""Ways to say "I do not know"."""

NEGATIONS = lexicon(
    "not never nor neither except excluding cannot cant isnt wasnt werent arent didnt doesnt "
    "dont wont wouldnt couldnt hardly unlike without no nobody noone"
)
NEGATING_PHRASES = _phrases(
    "anyone but;anything but;anybody but;everyone but;everything but;other than;rather than;"
    "instead of;apart from;all but;opposite of;failed to;refused to;far from;as opposed to;no one"
)
OPPOSITES = lexicon("from without against anti")
"""Words that turn an answer round where the model answer has none of them."""

CLASS_GROUPS: tuple[frozenset[str], ...] = tuple(
    lexicon(words)
    for words in (
        "treaty pact agreement accord accords convention settlement protocol treatie deal",
        "war conflict wars",
        "battle siege offensive operation campaign",
        "putsch coup revolt uprising rebellion mutiny rising insurrection",
        "revolution",
        "region area district province territory valley land zone basin",
        "city town capital port village",
        "country nation state republic kingdom empire",
        "river canal channel strait",
        "sea ocean lake gulf",
        "mountain mountains mount range",
        "army troops soldiers forces force fighters militia navy fleet",
        "alliance bloc coalition",
        "crisis incident affair",
        "conference summit congress meeting talks negotiations",
        "plan programme program scheme project",
        "policy policies strategy",
        "doctrine theory idea ideology principle",
        "party faction movement",
        "act law bill decree amendment",
        "organisation organization body agency police service bureau commissariat committee",
        "camp camps prison prisons",
        "process reaction method",
        "economy system economic",
        "gas element compound metal substance chemical molecule",
        "organelle cell organ part",
        "speech telegram letter memo note",
        "parliament house chamber assembly",
        "century decade year years",
    )
)
CLASS_OF: dict[str, int] = {
    form: number
    for number, words in enumerate(CLASS_GROUPS)
    for word in words
    for form in (word, word + "s", word[:-1] + "ies" if word.endswith("y") else word)
}
INTERCHANGEABLE = frozenset(
    CLASS_OF[noun]
    for noun in lexicon(
        "treaty war battle putsch revolution region mountain alliance crisis conference plan "
        "policy doctrine party act organisation camp process"
    )
)
"""Groups whose nouns may stand for one another in a name: "Munich Pact"; others not."""
FREE_CLASSES = frozenset({CLASS_OF["treaty"], CLASS_OF["conference"], CLASS_OF["region"]})
"""Class nouns left out even where the question names none: "Versailles" is the treaty."""

GENERIC = lexicon(
    "man men woman women guy person people figure place thing word name term answer type kind "
    "group member ones one citizens others peace famous former class system"
)
TITLES = lexicon(
    "herr frau signor monsieur generalissimo duce il gen col capt lt sgt prof reichsfuhrer vice "
    "comrade president premier prime minister pm chancellor fuhrer fuehrer king queen tsar czar "
    "tzar emperor empress kaiser general marshal field commander colonel captain admiral mr mrs "
    "ms miss dr doctor sir lord lady prince princess archduke duke duchess count baron chairman "
    "leader dictator ruler politician statesman secretary foreign commissar senator governor "
    "pope saint professor us american soviet russian german british french italian chinese "
    "astronaut cosmonaut scientist philosopher writer revolutionary bolshevik party communist "
    "nazi head uncle"
)
PARTICLES = lexicon("von van de der den da di du la le del della bin ibn al el of")

PEOPLE = lexicon(
    "president leader minister premier chancellor king queen tsar czar emperor empress kaiser "
    "general marshal commander commissar philosopher author writer scientist person figure "
    "politician monarch man woman diplomat ambassador dictator ruler statesman historian "
    "revolutionary astronaut artist composer poet pope prince archduke secretary inventor "
    "explorer economist physicist chemist spy assassin successor rival founder senator governor "
    "englishman frenchman agent admiral chairman theorist "
    "delegate signatory negotiator thinker mathematician novelist people"
)
"""Nouns that say a question asks for a person."""

WEAK = {"double": 2, "dual": 2, "triple": 3, "quadruple": 4}
"""Counting adjectives: they may be left out, but not exchanged for one another."""

NOT_GIVEN = lexicon(
    "red white black green blue golden great new old first last soviet russian german british "
    "american french italian chinese japanese polish spanish nazi bolshevik communist holy royal "
    "grand east west north south eastern western northern southern central national social "
    "young free united supreme secret iron cold long provisional imperial big little"
)
"""First words that are no given names, whatever the question asks for."""

SYNONYMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(short.split()), tuple(long.split()))
    for short, long in (
        ("ww1", "world war 1"),
        ("wwi", "world war 1"),
        ("ww2", "world war 2"),
        ("wwii", "world war 2"),
        ("ww 1", "world war 1"),
        ("ww 2", "world war 2"),
        ("w w 1", "world war 1"),
        ("w w 2", "world war 2"),
        ("great war", "world war 1"),
        ("ussr", "soviet union"),
        ("usa", "united states"),
        ("us", "united states"),
        ("u s", "united states"),
        ("united states of america", "united states"),
        ("uk", "united kingdom"),
        ("u k", "united kingdom"),
        ("great britain", "britain"),
        ("prc", "peoples republic of china"),
        ("st", "saint"),
        ("sankt", "saint"),
        ("mt", "mount"),
        ("czar", "tsar"),
        ("tzar", "tsar"),
        ("sino", "chinese"),
        ("russo", "russian"),
        ("anglo", "british"),
        ("germano", "german"),
        ("gray", "grey"),
        ("govt", "government"),
        ("yr", "year"),
        ("yrs", "years"),
        ("gov", "government"),
        ("communists", "communist"),
        ("labourers", "labourer"),
    )
)

PEOPLES: dict[str, str] = {
    pair[0]: pair[1]
    for pair in _phrases(
        """german germany;russian russia;french france;british britain;english england;
        italian italy;chinese china;japanese japan;american america;spanish spain;
        polish poland;austrian austria;turkish turkey;hungarian hungary;indian india;
        egyptian egypt;greek greece;serbian serbia;cuban cuba;korean korea;irish ireland;
        czech czechoslovakia;finnish finland;soviet union;belgian belgium;dutch netherlands;
        vietnamese vietnam;canadian canada;australian australia;mexican mexico;swedish sweden;
        norwegian norway;danish denmark;romanian romania;bulgarian bulgaria;portuguese portugal"""
    )
}
"""Adjectives of nations and their countries."""
LANDS = frozenset(PEOPLES.values()) | lexicon(
    "bosnia croatia slovenia slovakia yugoslavia ukraine belarus estonia latvia lithuania albania "
    "iran iraq israel jordan syria lebanon libya tunisia algeria morocco sudan ethiopia kenya "
    "nigeria ghana congo zimbabwe angola mozambique brazil argentina chile peru bolivia colombia "
    "venezuela pakistan bangladesh afghanistan indonesia malaysia thailand cambodia laos mongolia "
    "scotland wales switzerland iceland luxembourg usa uk"
)
"""Countries an answer may add behind a town or river: "Sarajevo, Bosnia"."""

COUNTRIES = lexicon(
    "russia germany britain england france prussia austria china italy spain japan america "
    "soviet union united states kingdom hungary poland turkey"
)
"""What may follow "of" behind a ruler's name."""

MONTHS = lexicon(
    "january february march april may june july august september october november december"
)
