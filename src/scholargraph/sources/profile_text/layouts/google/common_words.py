"""Everyday English words, by which a short line can be known for a title where all its words are such.

It decides nothing. Words that are common given names (Grace, Will, Summer) are left out; family names stand here freely,
because a name needs more than them. Base forms, in lower case: `is_common` knows the usual endings.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from scholargraph.bibliography.given_names import GIVEN_NAMES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMES: Final = _words(
    """
    quill hunter mercy pearl violet ginger olive robin wren frank earnest lane glen dale cliff heath rusty sandy penny ruby dean wade clay brook sterling victor
    chance major duke earl prince noble august autumn star angel cherry candy melody honey gale royal ash jay jewel amber coral crystal reed rob barry rose heather
    hazel iris opal lark lance rod rick herb gene bill jean jack nick peg polly sally tom basil gus hero
    an ban bang bin can chew chin dong fan fen gang gong hang he hen hong hung kin king lag lang len ling long lung man mat men min mo mine nan pan pang park pin
    pong ran rang rung run san sang sen shin sing song sun sung tan tang ten ting ton tong wan wen win wing yang yen you young yu zen
"""
)
"""Words that are given names, in English or written as Chinese and Korean ones are."""

COMMON_WORDS: Final = _words("""
    able about above absent accept accident ache across act actor add adult advice afraid after afternoon again against age agree ahead air alarm
    album alike alive all almost alone along alphabet already also always among amount anchor angle angry animal ankle another answer ant any
    anybody anyone anything anywhere apart ape apple apron arch archer area arena arm armour army around arrest arrive arrow ash ask asleep
    atom attack attic attract aunt author autumn avoid awake award away awful axe axle baby back backward bacon bad badge bag bake baker balance
    ball ballad balloon banana band bandage bank bar bare bargain bark barley barn barrel base basement basin basket bat bath battle bay beach
    bead beak beam bean bear beard beast beat beautiful beauty beaver become bed bee beech beef beer beetle before beg begin behind being bell below
    belt bench bend beneath berry beside best bet better between beyond bicycle big bike bind birch bird birth birthday biscuit bit bite bitter
    black blade blame blank blanket bleak blind block blood bloom blossom blow blue blunt board boat body boil bold bolt bomb bone book boot border
    born borrow both bottle bottom boulder bounce bow bowl box boy brain branch brass brave bread break breakfast breath breathe breed breeze brew brick bride
    bridge brief bright bring broken bronze broom broth brother brow brown brush bubble bucket bud bug build bull bullet bundle burn burst bury bus bush busy
    butcher butter butterfly button buy cab cabbage cabin cable cage cake calf call calm camel camera camp canal candle candy cane canoe canvas cap cape
    car caravan card care cargo carpenter carpet carriage carrot carry cart carve castle cat catch cattle cause cave cedar ceiling cellar cement centre
    century cereal chaff chain chair chalk chamber change channel chapter charcoal charm chart cheap cheek cheese chef cherry chess chest chew chick chicken
    child chimney chin choir choose church cider cigar cinema circle circus city clam clap clash claw clay clean clear clever cliff climb cloak clock close
    cloth cloud clover clown club clue coach coal coast coat cobweb cock cocoa cod coffee coffin coin cold collar colour comb come comet comfort
    common consider cook cool copper copy cord cork corn corner corpse cot cottage cotton cough count country county courage court cousin cover cow coward crab crack
    cradle craft crane crash crawl cream creek creep crew cricket crime crisp crocodile crooked crop cross crow crowd crown crucible cruel crumb crush crust
    cry cub cuckoo cup cupboard curious curl current curse curtain curve cushion custard cut cycle dagger dairy dam damp dance danger dare dark dart dash
    date daughter day dead deaf deal dear death debt deck deer delight den dent desert desk dew dial diamond dice die different dig dike dime dine dinner
    dip dirt dirty discover dish disk distant ditch dive dock doctor dog doll dolphin donkey door dot double doubt dough dove down dozen drag dragon drain draw
    drawer dread dream dress drift drill drink drip drive drop drown drum dry duck due dull dumb dune dung dusk dust duty dwell dye each eager eagle ear
    early earn earth easel east easy eat ebb echo edge eel egg eight eighteen eighth eighty elbow elder electric elephant eleven elf else ember empire empty
    end enemy engine enjoy enough enter envelope equal escape eternal even evening event ever every evil eye fable face fact fade fail faint fairy fake fall false
    fame family fan far farewell farm farmer fast fat fate father fault feast feather feed feel fellow fen fence fern ferry fever few fiddle field fiend fierce
    fifteen fifth fifty fig fight figure fill film filth find fine finger finish fir fire firm first fish fist fit five fix fjord flag flake flame flap flash flat flavour
    flax flea flesh flight fling flint float flock flood floor flour flow flower fluke flute fly foam fog fold folk follow food fool foot ford forest forge forget fork
    forget former fort fortune forty forward foul fountain four fourteen fourth fowl fox frail frame free freeze fresh friend fright fringe frog front frost frown fruit fry
    fuel full fun funeral fur furnace further fuss future gain gale gallon gallop gap garage garden gargoyle garlic gas gate gather gauge gentle ghost giant gift gill ginger
    giraffe girl give glad glance glass gleam glide globe gloom glory glove glow glue gnat gnome go goat goblin god gold golden goldfinch good goose gorse gossip gown grab grain
    grand grape grasp grass grasshopper grate grave gravel gravy graze grease great greed green greet grey grief grill grin grind grip groan ground group grove grow growl
    guard guess guest guide guilt guitar gulf gull gum gun gutter gypsum habit hail hair half hall halt ham hammer hand handle hang happen happy harbour hard hare harm
    harness harp harsh harvest haste hat hatch hate haul have hawk hay hazard head heal heap hear hearth heat heaven heavy hedge hedgehog heel height hell helm helmet help
    hemp hen herb herd here hero heron herring hidden hide high highway hill hinge hip history hit hive hobby hoe hog hold hole hollow holy home honest honey hoof hook
    hoop hop horn hornet horse hose hospital hotel hour house howl huge hull hum human humble hundred hunger hungry hunt hurdle hurl hurry hurt husk hut hymn ice icicle
    idea idle idol ill inch infant ink inn insect inside iron island itch ivory jacket jail jam jar jaw jelly jest jet jewel job join joint joke journey judge jug
    juice jump jungle junk just keel keen keep kennel kettle key kick kid kill kiln kind king kingdom kiss kitchen kite kitten knee kneel knife knit knock knot know
    knuckle label labour lace lack ladder lady lake lamb lame lamp land lane lantern lap large lark lash last late lather laugh laundry lava law lawn lazy lead leaf leak lean leap
    learn leash least leather leave leaves lecture left leg legend lemon lend length lens leopard less letter lettuce lever liar lichen lick lid lie life lift light like limb
    lime limp line linen link lion lip liquid list listen little live liver lizard load loaf loan lobster lock loft log lonely long look loom loop loose lord lose loss
    lost lot loud louse love low luck luggage lump lunch lung lure machine mad magic magnet magpie maid mail main make male mallet malt mammoth man mane mantle many map
    maple marble march mare margin marsh mask mast master mat match mate matter mattress maze meadow meal mean meat medal meet melody melon melt memory mend mercy mess metal midnight
    middle might mile milk mill mind mine mineral minnow mint minute mirror miss mist mistake mix moan moat model modern mole moment monday money monk monkey monster month
    mood moon moor moose more morning mortar moss most moth mother motor mould mound mount mountain mouse moustache mouth move much mud mule murder muscle museum mushroom music
    mustard mutton mystery nail naked name nap narrow nasty nation near neat neck need needle neglect neighbour neap neither nephew nest net nettle never new news next nibble nice
    niece night nightingale nine nineteen ninety ninth noble nobody nod noise none noon noose north nose note nothing notice now nowhere number nurse nut oak oar oat oath obey object
    ocean odd off offer office often oil old once one onion only ooze open orange orbit orchard order ordinary other otter ounce out oven over owe owl own ox oyster pace pack pad
    paddle page pail pain paint pair palace pale palm pan pancake pane pants paper parade parcel pardon parent park parrot parsley part party pass past paste pastry path patient
    pattern pause pavement paw pay pea peace peach peak pear pearl peasant peat pebble pedal peel pen pencil penny people pepper perch perfect perfume perhaps period person pest pet petal
    petrol phantom piano pick picnic picture pie piece pier pig pigeon pile pill pillar pillow pilot pin pinch pine pink pint pipe pirate pistol pit pitch place plague plain plan
    plane plank plant plaster plate play please pleasure plenty pliers plough pluck plug plum plunge pocket poem poet point poison poker pole police polish polite pond pony pool poor
    poplar poppy porch pork port porter post pot potato pottery pound pour powder power praise prawn pray prayer precious prepare present press pretend pretty prey price prick pride priest
    prince princess print prison prize promise proof proud prove prune pudding puddle pull pulley pulp pump punch pupil puppet puppy pure purple purse push put puzzle pylon quack quarrel quarry
    quart quarter queen queer quench question queue quick quiet quill quilt quit quite quiver rabbit race rack radish raft rag rage rail rain rainbow raise raisin rake ram range rapid rare
    raspberry rat rattle raven raw razor reach read ready real reap rear reason rebel red reed reef reel refuse regret reindeer relief rent rest return revenge reward rhyme rib ribbon rice
    riddle ride ridge rifle right ring riot ripe rise risk rival river rivet road roar roast rob robber robe robot rock rocket rod roll roof rook room root rope rotten rough
    round route row royal rub rubber rubbish rudder rude rug ruin rule rumble run rung rural rush rust rusty rye sack sacred sad saddle safe sail sailor salad salmon salt same
    sand sandal sandwich sap satin sauce saucer sausage savage save saw say scale scar scarce scare scarf scarlet scatter scene scent school scissors scold scorn scorpion scout scrap scrape
    scratch scream screw sea seal seam search season seat second secret see seed seek seem seesaw seize seldom self sell send serpent serve set settle seven seventeen seventh seventy sew shade
    shadow shake shallow shame shape share shark sharp shave shawl shears shed sheep sheet shelf shell shelter shepherd shield shift shine ship shipwreck shirt shiver shock shoe shoot shop shore
    short shoulder shout shove shovel show shower shrimp shrink shrub shut shutter shuttle shy sick sickle side siege sigh sight sign silence silk silly silver simple sin sing sink sip siren sister
    sit six sixteen sixth sixty size skate skeleton sketch skill skin skip skirt skull slate slave sledge sleep sleeve slice slide slight slip slipper slope sloth slow slug smack small smart
    smash smell smelt smile smith smoke smooth smuggler snail snake snap snare snatch sneeze sniff snore snow soak soap sob soft soil soldier sole solid some son song soon soot sore sorrow
    sort soul sound soup sour south sow space spade spare spark sparrow speak spear speech speed spell spend spice spider spike spill spin spindle spine spiral spire spirit spit spite splash
    splinter split spoil sponge spoon sport spot spout spray spread spring sprout spur spy square squash squeak squeeze squirrel stab stable stack staff stag stage stain stair stake stale stalk stall
    stamp stand star starch stare starling start starve state station statue stay steady steal steam steel steep steeple steer stem step stern stew stick stiff still sting stir stitch stocking
    stomach stone stool stoop stop store stork storm story stove straight strange stranger strap straw strawberry stray stream street stretch strike string strip stripe stroke stroll strong stubborn
    stumble stump stupid sturgeon such suck sudden suds suffer sugar suit sulk sum sun sunday sunrise sunset supper sure surgeon surprise swallow swamp swan swarm sway swear sweat sweep sweet
    swell swift swim swing sword table tadpole tail tailor take tale talk tall tallow tame tan tangle tank tap tape tar target tart task taste tavern tax tea teach tear tease tell ten tennis tent tenth
    term thank thatch theft there thick thief thigh thimble thin thing think third thirst thirteen thirty this thistle thorn thousand thread three threshold thrill throat throne through throw thrush
    thumb thunder tick ticket tickle tide tidy tie tiger tight tile till timber time tin tinker tiny tip tire tired tissue title toad toast tobacco today toe together toil tomato tomb tomorrow ton
    tone tongue tonight too tool tooth top torch tortoise torture toss touch tough tour tow towel tower town toy track trade train tramp trap travel tray treacle tread treasure treat tree
    tremble trench tribe trick trifle trip troll trot trouble trough trousers trout true trumpet trunk trust truth try tub tube tug tulip tumble tune tunnel turkey turn turnip turtle twelve twenty
    twig twilight twin twist two ugly umbrella uncle under unicorn until up upon upside urn use usual vain valley van vanish vase vast veal vegetable veil vein velvet verse vessel vicar village villain
    vine vinegar violet violin virtue visit voice volcano vote vow voyage vulture wage wagon waist wait wake walk wall walnut wander want war warm warn warp wart wash wasp waste watch water wave wax
    way weak wealth weapon wear weasel weather weave web wedding wedge weed week weep weigh well west wet whale wharf wheat wheel when where which whip whirl whisker whisper whistle white whole why
    wicked wide widow wife wild willow win wind window wine wing wink winter wipe wire wise wish witch wither wolf woman wonder wood wool word work world worm worry worst worth wound wrap wreath
    wreck wrinkle wrist write wrong yacht yard yarn yawn year yeast yellow yesterday yew yoke yolk young zebra zero zigzag zinc zip
    ate blown bought brought built became begun bitten bred broke caught chosen comma contour dealt done drank drawn driven drove drunk eaten fallen fed fell
    felt flew flown fought forgot forgotten found froze frozen gave given gone got grew grown heard held hid hung kept knew known laid lain led lent lit lodestone
    made meant met mice paid ran rang read ridden risen rode rose said sang sank sat sent shaken shone shook shot shown slept slid sold sought spent spoke spoken
    spun stole stolen stood struck stuck sung sunk swam swept sworn swung taken taught thought threw thrown told took torn tore understood went wept woke woken won
    wore worn wove woven written wrote asteroid backbone bamboo barometer basalt billboard blackboard bookmark butterscotch calendar cathedral ceramic chestnut
    cinnamon compass crater cricket crossroads crossword cupboard daylight diary dictionary dinosaur domino doorway driftwood drizzle dumpling earthquake eclipse
    eggshell elbow encyclopedia equator eraser estuary evergreen eyebrow fallow feldspar fingerprint firefly fireplace footprint fossil fresco gallery geyser
    glacier glossary gondola granite harpoon haystack headlight hexagon hourglass hurricane iceberg inkwell keyhole kilometre labyrinth lagoon lighthouse
    limestone loophole magma mandolin mango mosaic mosquito notebook obelisk octagon octopus orchestra organ pagoda palindrome parachute parasol pendulum
    pentagon pineapple plankton porcelain postcard pyramid quicksand quotient raindrop riverbank roundabout rowboat sandstone sawdust scaffold seashore
    seaweed semicolon shoelace skyline snowflake spectacle spreadsheet staircase stalactite starfish sundial tapestry teapot telegraph telescope
    thermometer thunderstorm timetable toothbrush tractor treadmill tributary trombone tsunami turnpike typewriter upstream downstream veranda vineyard
    viola waterfall watermill wheelbarrow whirlpool wilderness windmill xylophone yardstick
""") - GIVEN_NAMES - _NAMES  # fmt: skip

_ENDINGS: Final = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""), ("r", ""),
    ("est", ""), ("y", ""), ("ly", ""), ("ness", ""), ("less", ""), ("ful", ""), ("'s", ""), ("’s", ""), ("s'", ""), ("s’", ""),
)  # fmt: skip


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether a word in lower case is an everyday word, or one with a usual ending or with “un” before it."""
    if word in GIVEN_NAMES or word in _NAMES:
        return False
    bare = word.removeprefix("un") if len(word) > 6 else word
    for base in (word, bare):
        if base in COMMON_WORDS:
            return True
        for ending, instead in _ENDINGS:
            stem = base.removesuffix(ending)
            if stem == base or len(stem) < (2 if ending == "s" else 4):
                continue
            if stem + instead in COMMON_WORDS or (len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in COMMON_WORDS):
                return True
    return False
