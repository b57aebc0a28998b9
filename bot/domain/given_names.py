"""Given names, and which of them are one name in several languages; family names that come first.

Plain lists in folded form, used to tell a first name from a family name.
"""

from bot.domain.vocabulary import lexicon

_ALIKE = """
    joseph josef iosif josif jozef joe joey yosif josip jose giuseppe;
    leon lev leo;
    nicholas nikolai nicolas nikolay nicolae nick;
    alexander aleksandr alexandr alexandre alex aleksander sasha;
    vladimir wladimir;
    franz francis frank francois francisco frances;
    george georges georg jorge georgy georgi;
    william wilhelm bill billy will willy;
    theodore teddy ted fyodor theodor;
    mikhail michael mikhael mike michel miguel;
    paul pavel pablo;
    john ivan johann jon jean juan johannes jack hans;
    catherine ekaterina katherine kathryn catharine;
    elizabeth elisabeth;
    charles karl carl carlos carlo charlie;
    frederick friedrich fredrick fredric frederic;
    louis lewis ludwig luis lewes;
    peter pyotr petr pierre pedro pjotr;
    henry heinrich henri enrico hank;
    vyacheslav viacheslav;
    gavrilo gabriel;
    adolf adolph adolphe;
    ernst ernest;
    erich eric erik;
    hermann herman;
    rudolf rudolph;
    maxim maksim;
    grigory grigori gregory;
    lavrentiy lavrenti lavrenty;
    sergei sergey sergius;
    yuri yury iuri;
    andrei andrey andrew andre;
    dmitri dmitry dimitri;
    anthony antony tony antonio anton;
    edward eduard edouard eddie ed;
    ronald ron;
    richard dick;
    robert bob robbie rob;
    thomas tom tomas;
    james jim jimmy;
    dwight ike;
    abraham abe;
    albert alberto;
    marie maria mary;
    alan allan;
    anne ann anna;
    margaret maggie;
    philip phillip philippe felipe;
    ferdinand fernando;
    klement kliment;
    ernesto che;
    neil neal;
    benjamin ben;
    samuel sam;
    daniel dan;
    stephen steven steve;
    christopher chris;
    matthew matt;
    mark marc;
    geoffrey geoff jeffrey jeff;
    emile emil;
    alexei aleksei alexey
"""

_ALONE = """
    franklin harry harold nikita benito winston neville austen austin woodrow david rosa lloyd
    heinz otto kurt gustav boris leonid stanley ramsay clement lyndon gerald ulysses
    martin malcolm isaac ada arthur oliver jane victoria raymond edvard douglas omar
    bernard erwin max felix genrikh nikolaus lazar fidel buzz lance svetlana nadezhda
    patrick simon walter hugo aristide gustave engelbert miklos imre janos dean cordell
    averell anastas haile galeazzo joachim
"""

GIVEN: dict[str, int] = {
    name: number for number, group in enumerate(_ALIKE.split(";")) for name in group.split()
} | {name: -number for number, name in enumerate(_ALONE.split(), 1)}
"""Given names; equal numbers are one name, as Josef and Joseph are."""

FAMILY_FIRST = lexicon(
    "mao chiang jiang zhou chou deng teng sun zhu lin liu hu xi zhang chang yuan peng hua li "
    "kim ho ngo vo pol"
)
"""Family names that stand before the given name."""
