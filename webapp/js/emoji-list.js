/** The emoji by group, their names, and words that they are found by. Made by EmojiList in the tests, and held to its source by EmojiListTest. */
export default `
# Smileys & Emotion
😀 grinning|face cheerful cheery happy
😃 smiley|grinning face with big
😄 smile|grinning face with smiling
😁 grin|beaming face with smiling
😆 laughing satisfied|grinning squinting face closed
😅 sweat_smile|grinning face with cold
🤣 rofl rolling_on_the_floor_laughing|crying face funny haha
😂 joy|face with tears of
🙂 slightly_smiling_face slight_smile|happy
🙃 upside_down_face upside_down|hehe smile
🫠 melting_face|disappear dissolve embarrassed haha
😉 wink|winking face flirt heartbreaker
😊 blush|smiling face with eyes
😇 innocent|smiling face with halo
🥰 smiling_face_with_three_hearts smiling_face_with_3_hearts|adore crush ily love
😍 heart_eyes|smiling face with 143
🤩 star_struck grinning_face_with_star_eyes|excited smile wow
😘 kissing_heart|face blowing adorbs bae
😗 kissing|face 143 date dating
☺️ relaxed|smiling face happy outlined
😚 kissing_closed_eyes|face with 143 bae
😙 kissing_smiling_eyes|face with 143 closed
🥲 smiling_face_with_tear|glad grateful happy joy
😋 yum|face savoring food delicious
😛 stuck_out_tongue|face with awesome cool
😜 stuck_out_tongue_winking_eye|face with crazy epic
🤪 zany_face grinning_face_with_one_large_and_one_small_eye|crazy eyes goofy
😝 stuck_out_tongue_closed_eyes|squinting face with gross
🤑 money_mouth_face money_mouth|paid
🤗 hugs hugging_face hugging|smiling with open hands
🤭 hand_over_mouth face_with_hand_over_mouth smiling_face_with_smiling_eyes_and_hand_covering_mouth|giggle giggling oops realization
🫢 face_with_open_eyes_and_hand_over_mouth|amazement awe disbelief embarrass
🫣 face_with_peeking_eye|captivated embarrass hide hiding
🤫 shushing_face face_with_finger_covering_closed_lips|quiet shh
🤔 thinking thinking_face|chin consider hmm ponder
🫡 saluting_face|good luck OK respect
🤐 zipper_mouth_face zipper_mouth|keep quiet secret shut
🤨 raised_eyebrow face_with_raised_eyebrow face_with_one_eyebrow_raised|disapproval disbelief distrust emoji
😐 neutral_face|awkward blank deadpan expressionless
😑 expressionless|face awkward dead fine
😶 no_mouth|face without awkward blank
🫥 dotted_line_face|depressed disappear hidden hide
😶‍🌫️ face_in_clouds|absentminded fog head
😏 smirk|smirking face boss dapper
😒 unamused|face bored fine jealous
🙄 roll_eyes face_with_rolling_eyes rolling_eyes|eyeroll shade ugh whatever
😬 grimacing|face awk awkward dentist
😮‍💨 face_exhaling|blow blowing exhale exhausted
🤥 lying_face|liar lie pinocchio
🫨 shaking_face|crazy daze earthquake omg
😌 relieved|face calm peace relief
😔 pensive|face awful bored dejected
😪 sleepy|face crying good night
🤤 drooling_face
😴 sleeping|face bed bedtime good
😷 mask|face with medical cold
🤒 face_with_thermometer thermometer_face|ill sick
🤕 face_with_head_bandage head_bandage|hurt injury ouch
🤢 nauseated_face|gross nasty sick vomit
🤮 vomiting_face face_vomiting face_with_open_mouth_vomiting|barf ew gross puke
🤧 sneezing_face|fever flu gesundheit sick
🥵 hot_face|dying feverish heat panting
🥶 cold_face|blue freezing frostbite icicles
🥴 woozy_face|dizzy drunk eyes intoxicated
😵 dizzy_face|with crossed out eyes
😵‍💫 face_with_spiral_eyes|confused dizzy hypnotized omg
🤯 exploding_head shocked_face_with_exploding_head|blown explode mind mindblown
🤠 cowboy_hat_face face_with_cowboy_hat cowboy|cowgirl
🥳 partying_face|bday birthday celebrate celebration
🥸 disguised_face|eyebrow glasses incognito moustache
😎 sunglasses|smiling face with awesome
🤓 nerd_face nerd|brainy clever expert geek
🧐 monocle_face face_with_monocle|classy fancy rich stuffy
😕 confused|face befuddled confusing dunno
🫤 face_with_diagonal_mouth|confused confusion disappointed doubt
😟 worried|face anxious butterflies nerves
🙁 slightly_frowning_face slight_frown|sad
☹️ frowning_face white_frowning_face frowning2|sad
😮 open_mouth|face with believe forgot
😯 hushed|face epic omg stunned
😲 astonished|face cost no omg
😳 flushed|face amazed awkward crazy
🥺 pleading_face|begging big eyes mercy
🥹 face_holding_back_tears|admiration aww cry embarrassed
😦 frowning|face with open mouth
😧 anguished|face forgot scared scary
😨 fearful|face afraid anxious blame
😰 cold_sweat|anxious face with blue
😥 disappointed_relieved|sad but face anxious
😢 cry|crying face awful feels
😭 sob|loudly crying face bawling
😱 scream|face screaming in fear
😖 confounded|face annoyed confused cringe
😣 persevere|persevering face concentrate concentration
😞 disappointed|face awful blame dejected
😓 sweat|downcast face with close
😩 weary|face crying fail feels
😫 tired_face|cost feels nap sad
🥱 yawning_face|bedtime bored goodnight nap
😤 triumph|face with steam from
😡 pout rage|enraged face anger angry
😠 angry|face anger blame feels
🤬 cursing_face face_with_symbols_on_mouth serious_face_with_symbols_covering_mouth|censor cussing mad pissed
😈 smiling_imp|face with horns demon
👿 imp|angry face with horns
💀 skull|body dead death face
☠️ skull_and_crossbones skull_crossbones|dead death face monster
💩 hankey poop shit|pile of bs comic
🤡 clown_face clown
👹 japanese_ogre|creature devil face fairy
👺 japanese_goblin|angry creature face fairy
👻 ghost|boo creature excited face
👽 alien|creature extraterrestrial face fairy
👾 space_invader|alien monster creature extraterrestrial
🤖 robot robot_face|monster
😺 smiley_cat|grinning animal face mouth
😸 smile_cat|grinning with smiling eyes
😹 joy_cat|with tears of animal
😻 heart_eyes_cat|smiling with animal face
😼 smirk_cat|with wry smile animal
😽 kissing_cat|animal closed eye eyes
🙀 scream_cat|weary animal face oh
😿 crying_cat_face|animal sad tear
😾 pouting_cat|animal face
🙈 see_no_evil|monkey embarrassed face forbidden
🙉 hear_no_evil|monkey animal ears face
🙊 speak_no_evil|monkey animal face forbidden
💌 love_letter|heart mail romance valentine
💘 cupid|heart with arrow 143
💝 gift_heart|with ribbon 143 anniversary
💖 sparkling_heart|143 emotion excited good
💗 heartpulse|growing 143 emotion excited
💓 heartbeat|beating 143 cardio emotion
💞 revolving_hearts|143 adorbs anniversary emotion
💕 two_hearts|143 anniversary date dating
💟 heart_decoration|143 emotion hearth purple
❣️ heavy_heart_exclamation heavy_heart_exclamation_mark_ornament heart_exclamation|punctuation
💔 broken_heart|break crushed emotion heartbroken
❤️‍🔥 heart_on_fire|burn love lust sacred
❤️‍🩹 mending_heart|healthier improving recovering recuperating
❤️ heart|red emotion love
🩷 pink_heart|143 adorable cute emotion
🧡 orange_heart|143
💛 yellow_heart|143 cardiac emotion ily
💚 green_heart|143 emotion ily love
💙 blue_heart|143 emotion ily love
🩵 light_blue_heart|143 cute cyan emotion
💜 purple_heart|143 bestest emotion ily
🤎 brown_heart|143
🖤 black_heart|evil wicked
🩶 grey_heart|143 emotion gray ily
🤍 white_heart|143
💋 kiss|mark dating emotion heart
💯 100|hundred points a+ agree
💢 anger|symbol angry comic mad
💥 boom collision|bomb collide comic explode
💫 dizzy|comic shining shooting star
💦 sweat_drops|droplets comic drip droplet
💨 dash|dashing away cloud comic
🕳️ hole
💬 speech_balloon|bubble comic dialog message
👁️‍🗨️ eye_speech_bubble eye_in_speech_bubble|balloon witness
🗨️ left_speech_bubble speech_left|balloon dialog
🗯️ right_anger_bubble anger_right|angry balloon mad
💭 thought_balloon|bubble cartoon cloud comic
💤 zzz|comic good goodnight night
# People & Body
👋 wave|waving hand bye cya
🤚 raised_back_of_hand|backhand
🖐️ raised_hand_with_fingers_splayed hand_splayed|stop
✋ hand raised_hand|five high stop
🖖 vulcan_salute spock_hand vulcan|finger hands Vulcan
🫱 rightwards_hand|handshake hold reach shake
🫲 leftwards_hand|handshake hold reach shake
🫳 palm_down_hand|dismiss drop dropped pick
🫴 palm_up_hand|beckon catch come hold
🫷 leftwards_pushing_hand|block five halt high
🫸 rightwards_pushing_hand|block five halt high
👌 ok_hand|awesome bet dope fleek
🤌 pinched_fingers|gesture hand hold huh
🤏 pinching_hand|amount bit fingers little
✌️ v|victory hand peace
🤞 crossed_fingers hand_with_index_and_middle_fingers_crossed|luck
🫰 hand_with_index_finger_and_thumb_crossed|expensive heart love money
🤟 love_you_gesture i_love_you_hand_sign|fingers ILY three
🤘 metal the_horns sign_of_the_horns|finger hand
🤙 call_me_hand call_me|hang loose Shaka
👈 point_left|backhand index pointing finger
👉 point_right|backhand index pointing finger
👆 point_up_2|backhand index pointing finger
🖕 fu middle_finger|hand
👇 point_down|backhand index pointing finger
☝️ point_up|index pointing finger hand
🫵 index_pointing_at_the_viewer|finger hand poke you
👍 +1 thumbsup|good hand like yes
👎 _1 thumbsdown|bad dislike good hand
✊ fist fist_raised|clenched hand punch solidarity
👊 facepunch fist_oncoming punch|absolutely agree boom bro
🤛 fist_left left_facing_fist|leftwards
🤜 fist_right right_facing_fist|rightwards
👏 clap|clapping hands applause approval
🙌 raised_hands|raising celebration gesture hooray
🫶 heart_hands|love you
👐 open_hands|hug jazz swerve
🤲 palms_up_together|cupped dua hands pray
🤝 handshake|agreement deal meeting
🙏 pray|folded hands appreciate ask
✍️ writing_hand|write
💅 nail_care|polish bored cosmetics done
🤳 selfie|camera phone
💪 muscle|flexed biceps arm beast
🦾 mechanical_arm|accessibility prosthetic
🦿 mechanical_leg|accessibility prosthetic
🦵 leg|bent foot kick knee
🦶 foot|ankle feet kick stomp
👂 ear|body ears hear hearing
🦻 ear_with_hearing_aid|accessibility hard
👃 nose|body noses nosey odor
🧠 brain|intelligent smart
🫀 anatomical_heart|beat cardiology heartbeat organ
🫁 lungs|breath breathe exhalation inhalation
🦷 tooth|dentist pearly teeth white
🦴 bone|bones dog skeleton wishbone
👀 eyes|body face googly look
👁️ eye|body one
👅 tongue|body lick slurp
👄 lips|mouth beauty body kiss
🫦 biting_lip|anxious bite fear flirt
👶 baby|babies children goo infant
🧒 child|grandchild kid young younger
👦 boy|child grandson kid son
👧 girl|child daughter granddaughter kid
🧑 adult|person
👱 blond_haired_person person_with_blond_hair|human
👨 man|adult bro
🧔 bearded_person|whiskers
👩 woman|adult lady
🧓 older_adult|person elderly grandparent wise
👴 older_man|adult bald elderly gramps
👵 older_woman|adult elderly grandma grandmother
🙍 frowning_person person_frowning|annoyed disappointed disgruntled disturbed
🙎 pouting_face person_with_pouting_face person_pouting|disappointed downtrodden frown grimace
🙅 no_good person_gesturing_no|forbidden gesture hand NO
🙆 ok_person ok_woman person_gesturing_ok|exercise gesture hand OK
💁 information_desk_person tipping_hand_person|fetch flick flip gossip
🙋 raising_hand person_raising_hand|gesture here know me
🧏 deaf_person|accessibility ear gesture hear
🙇 bow person_bowing|apology ask beg favor
🤦 facepalm face_palm person_facepalming|again bewilder disbelief exasperation
🤷 shrug person_shrugging|doubt dunno guess idk
🧑‍⚕️ health_worker|doctor healthcare nurse therapist
👨‍⚕️ man_health_worker male_doctor|healthcare nurse therapist
👩‍⚕️ woman_health_worker female_doctor|healthcare nurse therapist
🧑‍🎓 student|graduate
👨‍🎓 man_student male_student|graduate
👩‍🎓 woman_student female_student|graduate
🧑‍🏫 teacher|instructor lecturer professor
👨‍🏫 man_teacher male_teacher|instructor lecturer professor
👩‍🏫 woman_teacher female_teacher|instructor lecturer professor
🧑‍⚖️ judge|justice law scales
👨‍⚖️ man_judge male_judge|justice law scales
👩‍⚖️ woman_judge female_judge|justice law scales
🧑‍🌾 farmer|gardener rancher
👨‍🌾 man_farmer male_farmer|gardener rancher
👩‍🌾 woman_farmer female_farmer|gardener rancher
🧑‍🍳 cook|chef
👨‍🍳 man_cook male_cook|chef
👩‍🍳 woman_cook female_cook|chef
🧑‍🔧 mechanic|electrician plumber tradesperson
👨‍🔧 man_mechanic male_mechanic|electrician plumber tradesperson
👩‍🔧 woman_mechanic female_mechanic|electrician plumber tradesperson
🧑‍🏭 factory_worker|assembly industrial
👨‍🏭 man_factory_worker male_factory_worker|assembly industrial
👩‍🏭 woman_factory_worker female_factory_worker|assembly industrial
🧑‍💼 office_worker|architect business manager
👨‍💼 man_office_worker male_office_worker|architect business manager
👩‍💼 woman_office_worker female_office_worker|architect business manager
🧑‍🔬 scientist|biologist chemist engineer mathematician
👨‍🔬 man_scientist male_scientist|biologist chemist engineer mathematician
👩‍🔬 woman_scientist female_scientist|biologist chemist engineer mathematician
🧑‍💻 technologist|coder computer developer inventor
👨‍💻 man_technologist male_technologist|coder computer developer inventor
👩‍💻 woman_technologist female_technologist|coder computer developer inventor
🧑‍🎤 singer|actor entertainer rock rockstar
👨‍🎤 man_singer male_singer|actor entertainer rock rockstar
👩‍🎤 woman_singer female_singer|actor entertainer rock rockstar
🧑‍🎨 artist|palette
👨‍🎨 man_artist male_artist|palette
👩‍🎨 woman_artist female_artist|palette
🧑‍✈️ pilot|plane
👨‍✈️ man_pilot male_pilot|plane
👩‍✈️ woman_pilot female_pilot|plane
🧑‍🚀 astronaut|rocket space
👨‍🚀 man_astronaut male_astronaut|rocket space
👩‍🚀 woman_astronaut female_astronaut|rocket space
🧑‍🚒 firefighter|firetruck
👨‍🚒 man_firefighter male_firefighter|firetruck
👩‍🚒 woman_firefighter female_firefighter|firetruck
👮 cop police_officer|apprehend arrest citation law
🕵️ detective sleuth_or_spy
💂 guard guardsman|buckingham helmet london palace
🥷 ninja|assassin fight fighter hidden
👷 construction_worker|build fix hardhat hat
🫅 person_with_crown|monarch noble regal royal
🤴 prince|crown fairy fairytale fantasy
👸 princess|crown fairy fairytale fantasy
👳 person_with_turban man_with_turban person_wearing_turban
👲 man_with_gua_pi_mao man_with_chinese_cap|person skullcap Chinese guapi
🧕 woman_with_headscarf person_with_headscarf|bandana hijab kerchief mantilla
🤵 person_in_tuxedo|formal wedding
👰 person_with_veil bride_with_veil|wedding
🤰 pregnant_woman
🫃 pregnant_man|belly bloated full overeat
🫄 pregnant_person|belly bloated full overeat
🤱 breast_feeding|baby mom mother nursing
👩‍🍼 woman_feeding_baby|mom mother nanny newborn
👨‍🍼 man_feeding_baby|dad father nanny newborn
🧑‍🍼 person_feeding_baby|nanny newborn nursing parent
👼 angel|baby church face fairy
🎅 santa|claus celebration Christmas fairy
🤶 mrs_claus mother_christmas|celebration Christmas fairy fantasy
🧑‍🎄 mx_claus|celebration Christmas fairy fantasy
🦸 superhero|good superpower
🦹 supervillain|bad criminal evil superpower
🧙 mage|fantasy magic play sorcerer
🧚 fairy|fairytale fantasy myth person
🧛 vampire|blood Dracula fangs halloween
🧜 merperson|creature fairytale folklore ocean
🧝 elf|elves enchantment fantasy folklore
🧞 genie|djinn fantasy jinn lamp
🧟 zombie|apocalypse dead halloween horror
🧌 troll|fairy fantasy monster tale
💆 massage person_getting_massage|face headache relax relaxing
💇 haircut person_getting_haircut|barber beauty chop cosmetology
🚶 walking person_walking|amble gait hike man
🧍 standing_person person_standing
🧎 kneeling_person person_kneeling|knees
🧑‍🦯 person_with_probing_cane|white accessibility blind
👨‍🦯 man_with_probing_cane|white accessibility blind
👩‍🦯 woman_with_probing_cane|white accessibility blind
🧑‍🦼 person_in_motorized_wheelchair|accessibility
👨‍🦼 man_in_motorized_wheelchair|accessibility
👩‍🦼 woman_in_motorized_wheelchair|accessibility
🧑‍🦽 person_in_manual_wheelchair|accessibility
👨‍🦽 man_in_manual_wheelchair|accessibility
👩‍🦽 woman_in_manual_wheelchair|accessibility
🏃 runner running|person fast hurry marathon
💃 dancer woman_dancing|elegant festive flair flamenco
🕺 man_dancing|dance dancer elegant festive
🕴️ business_suit_levitating man_in_business_suit_levitating levitate|person
👯 dancers people_with_bunny_ears_partying|bestie bff counterpart double
🧖 sauna_person person_in_steamy_room|day luxurious pamper relax
🧗 climbing person_climbing|climber mountain rock scale
🤺 person_fencing fencer|sword
🏇 horse_racing|jockey racehorse riding sport
⛷️ skier|snow
🏂 snowboarder|ski sport
🏌️ golfing golfer person_golfing|ball birdie caddy driving
🏄 surfer person_surfing|beach ocean sport swell
🚣 rowboat person_rowing_boat|canoe cruise fishing lake
🏊 swimmer person_swimming|freestyle sport triathlon
⛹️ bouncing_ball_person person_with_ball person_bouncing_ball|athletic basketball championship dribble
🏋️ weight_lifting weight_lifter person_lifting_weights|barbell bodybuilder deadlift powerlifting
🚴 bicyclist person_biking|bicycle bike cycle riding
🚵 mountain_bicyclist person_mountain_biking|bicycle bike cycle riding
🤸 cartwheeling person_doing_cartwheel|active excited flip gymnastics
🤼 wrestling wrestlers people_wrestling|combat duel grapple ring
🤽 water_polo person_playing_water_polo|sport swimming waterpolo
🤾 handball_person handball person_playing_handball|athletics catch chuck hurl
🤹 juggling_person juggling person_juggling|act balance balancing handle
🧘 lotus_position person_in_lotus_position|cross legged legs meditation
🛀 bath|person taking bathtub tub
🛌 sleeping_bed sleeping_accommodation|person bedtime good goodnight
👭 two_women_holding_hands women_holding_hands|bae bestie bff couple
👫 couple man_and_woman_holding_hands woman_and_man_holding_hands|bae bestie bff dating
👬 two_men_holding_hands men_holding_hands|bae bestie bff boys
💏 couplekiss|anniversary babe bae date
💑 couple_with_heart|anniversary babe bae dating
🗣️ speaking_head speaking_head_in_silhouette|face
👤 bust_in_silhouette|mysterious shadow
👥 busts_in_silhouette|bff everyone friend friends
🫂 people_hugging|comfort embrace farewell friendship
👪 family|child
👣 footprints|barefoot clothing omw walk
# Animals & Nature
🐵 monkey_face|animal banana
🐒 monkey|animal banana
🦍 gorilla|animal
🦧 orangutan|animal ape monkey
🐶 dog|face adorbs animal pet
🐕 dog2|animal animals dogs pet
🦮 guide_dog|accessibility animal blind
🐕‍🦺 service_dog|accessibility animal assistance
🐩 poodle|animal dog fluffy
🐺 wolf|animal face
🦊 fox_face fox|animal
🦝 raccoon|animal curious sly
🐱 cat|face animal kitten kitty
🐈 cat2|animal animals cats kitten
🐈‍⬛ black_cat|animal feline halloween meow
🦁 lion lion_face|alpha animal Leo mane
🐯 tiger|face animal big cat
🐅 tiger2|animal big cat predator
🐆 leopard|animal big cat predator
🐴 horse|face animal dressage equine
🫎 moose|alces animal antlers elk
🫏 donkey|animal ass burro hinny
🐎 racehorse|animal equestrian farm racing
🦄 unicorn unicorn_face
🦓 zebra zebra_face|animal stripe
🦌 deer|animal
🦬 bison|animal buffalo herd wisent
🐮 cow|face animal farm milk
🐂 ox|animal animals bull farm
🐃 water_buffalo|animal zoo
🐄 cow2|animal animals farm milk
🐷 pig|face animal bacon farm
🐖 pig2|animal bacon farm pork
🐗 boar|animal pig
🐽 pig_nose|animal face farm smell
🐏 ram|animal Aries horns male
🐑 sheep|ewe animal baa farm
🐐 goat|animal Capricorn farm milk
🐪 dromedary_camel|animal desert hump one
🐫 camel|two hump animal bactrian
🦙 llama|alpaca animal guanaco vicuña
🦒 giraffe giraffe_face|animal spots
🐘 elephant|animal
🦣 mammoth|animal extinction large tusk
🦏 rhinoceros rhino|animal
🦛 hippopotamus|animal
🐭 mouse|face animal
🐁 mouse2|animal animals
🐀 rat|animal
🐹 hamster|animal face pet
🐰 rabbit|face animal bunny pet
🐇 rabbit2|animal bunny pet
🐿️ chipmunk|animal squirrel
🦫 beaver|animal dam teeth
🦔 hedgehog|animal spiny
🦇 bat|animal vampire
🐻 bear|animal face grizzly growl
🐻‍❄️ polar_bear|animal arctic white
🐨 koala|animal australia bear down
🐼 panda_face|animal bamboo
🦥 sloth|lazy slow
🦦 otter|animal fishing playful
🦨 skunk|animal stink
🦘 kangaroo|animal joey jump marsupial
🦡 badger|animal honey pester
🐾 feet paw_prints|paws
🦃 turkey|bird gobble thanksgiving
🐔 chicken|animal bird ornithology
🐓 rooster|animal bird ornithology
🐣 hatching_chick|animal baby bird egg
🐤 baby_chick|animal bird ornithology
🐥 hatched_chick|front facing baby animal
🐦 bird|animal ornithology
🐧 penguin|animal antarctica bird ornithology
🕊️ dove dove_of_peace|bird fly ornithology
🦅 eagle|animal bird ornithology
🦆 duck|animal bird ornithology
🦢 swan|animal bird cygnet duckling
🦉 owl|animal bird ornithology wise
🦤 dodo|animal bird extinction large
🪶 feather|bird flight light plumage
🦩 flamingo|animal bird flamboyant ornithology
🦚 peacock|animal bird colorful ornithology
🦜 parrot|animal bird ornithology pirate
🪽 wing|angelic ascend aviation bird
🐦‍⬛ black_bird|animal beak caw corvid
🪿 goose|animal bird duck flock
🐸 frog|animal face
🐊 crocodile|animal zoo
🐢 turtle|animal terrapin tortoise
🦎 lizard|animal reptile
🐍 snake|animal bearer Ophiuchus serpent
🐲 dragon_face|animal fairy fairytale tale
🐉 dragon|animal fairy fairytale knights
🦕 sauropod|brachiosaurus brontosaurus dinosaur diplodocus
🦖 t_rex|dinosaur Rex Tyrannosaurus
🐳 whale|spouting animal beach face
🐋 whale2|animal beach ocean
🐬 dolphin flipper|animal beach ocean
🦭 seal|animal lion ocean
🐟 fish|animal dinner fishes fishing
🐠 tropical_fish|animal fishes
🐡 blowfish|animal
🦈 shark|animal fish
🐙 octopus|animal creature ocean
🐚 shell|spiral animal beach conch
🪸 coral|change climate ocean reef
🪼 jellyfish|animal aquarium burn invertebrate
🦀 crab|Cancer zodiac
🦞 lobster|animal bisque claws seafood
🦐 shrimp|food shellfish small
🦑 squid|animal food mollusk
🦪 oyster|diving pearl
🐌 snail|animal escargot garden nature
🦋 butterfly|insect pretty
🐛 bug|animal garden insect
🐜 ant|animal garden insect
🐝 bee honeybee|animal bumblebee insect nature
🪲 beetle|animal bug insect
🐞 lady_beetle ladybug|animal garden insect ladybird
🦗 cricket|animal bug grasshopper insect
🪳 cockroach|animal insect pest
🕷️ spider|animal insect
🕸️ spider_web
🦂 scorpion|Scorpio Scorpius zodiac
🦟 mosquito|bite disease fever insect
🪰 fly|animal disease insect maggot
🪱 worm|animal annelid earthworm parasite
🦠 microbe|amoeba bacteria science virus
💐 bouquet|anniversary birthday date flower
🌸 cherry_blossom|flower plant spring springtime
💮 white_flower
🪷 lotus|beauty Buddhism calm flower
🏵️ rosette|plant
🌹 rose|beauty elegant flower love
🥀 wilted_flower wilted_rose|dying
🌺 hibiscus|flower plant
🌻 sunflower|outdoors plant
🌼 blossom|buttercup dandelion flower plant
🌷 tulip|blossom flower growth plant
🪻 hyacinth|bloom bluebonnet flower indigo
🌱 seedling|plant sapling sprout young
🪴 potted_plant|decor grow house nurturing
🌲 evergreen_tree|christmas forest pine
🌳 deciduous_tree|forest green habitat shedding
🌴 palm_tree|beach plant tropical
🌵 cactus|desert drought nature plant
🌾 ear_of_rice|sheaf grain grains plant
🌿 herb|leaf plant
☘️ shamrock|irish plant
🍀 four_leaf_clover|irish lucky plant
🍁 maple_leaf|falling
🍂 fallen_leaf|autumn falling
🍃 leaves|leaf fluttering in wind
🪹 empty_nest|branch home nesting
🪺 nest_with_eggs|bird branch nesting
🍄 mushroom|fungus toadstool
# Food & Drink
🍇 grapes|Dionysus fruit
🍈 melon|cantaloupe fruit
🍉 watermelon|fruit
🍊 mandarin orange tangerine|citrus fruit nectarine vitamin
🍋 lemon|citrus fruit sour
🍌 banana|fruit potassium
🍍 pineapple|colada fruit pina tropical
🥭 mango|food fruit tropical
🍎 apple|red diet food fruit
🍏 green_apple|fruit
🍐 pear|fruit
🍑 peach|fruit
🍒 cherries|berries cherry fruit red
🍓 strawberry|fruit
🫐 blueberries|berry bilberry blueberry food
🥝 kiwi_fruit kiwifruit kiwi|food
🍅 tomato|food fruit vegetable
🫒 olive|food
🥥 coconut|colada palm piña
🥑 avocado|food fruit
🍆 eggplant|aubergine vegetable
🥔 potato|food vegetable
🥕 carrot|food vegetable
🌽 corn|ear of crops farm
🌶️ hot_pepper
🫑 bell_pepper|capsicum food vegetable
🥒 cucumber|food pickle vegetable
🥬 leafy_green|bok burgers cabbage choy
🥦 broccoli|cabbage wild
🧄 garlic|flavoring
🧅 onion|flavoring
🥜 peanuts|food vegetable
🫘 beans|food kidney legume small
🌰 chestnut|almond plant
🫚 ginger_root|beer health herb natural
🫛 pea_pod|beans beanstalk edamame legume
🍞 bread|carbs food grain loaf
🥐 croissant|bread breakfast crescent food
🥖 baguette_bread french_bread|food
🫓 flatbread|arepa food gordita lavash
🥨 pretzel|convoluted twisted
🥯 bagel|bakery bread breakfast schmear
🥞 pancakes|breakfast crêpe food hotcake
🧇 waffle|breakfast indecisive iron
🧀 cheese cheese_wedge
🍖 meat_on_bone
🍗 poultry_leg|bone chicken drumstick hungry
🥩 cut_of_meat|chop lambchop porkchop red
🥓 bacon|breakfast food meat
🍔 hamburger|eat fast food hungry
🍟 fries|french fast food
🍕 pizza|cheese food hungry pepperoni
🌭 hotdog|frankfurter sausage
🥪 sandwich|bread
🌮 taco|mexican
🌯 burrito|mexican wrap
🫔 tamale|food mexican pamonha wrapped
🥙 stuffed_flatbread|falafel food gyro kebab
🧆 falafel|chickpea meatball
🥚 egg|breakfast food
🍳 fried_egg cooking|breakfast easy fry frying
🥘 shallow_pan_of_food|casserole paella
🍲 stew|pot of food soup
🫕 fondue|cheese chocolate food melted
🥣 bowl_with_spoon|breakfast cereal congee oatmeal
🥗 green_salad salad|food
🍿 popcorn|movie
🧈 butter|dairy
🧂 salt|condiment flavor mad salty
🥫 canned_food
🍱 bento|box food
🍘 rice_cracker|food
🍙 rice_ball|food Japanese
🍚 rice|cooked food
🍛 curry|rice food
🍜 ramen|steaming bowl chopsticks food
🍝 spaghetti|food meatballs pasta restaurant
🍠 sweet_potato|roasted food
🍢 oden|food kebab restaurant seafood
🍣 sushi|food
🍤 fried_shrimp|prawn tempura
🍥 fish_cake|with swirl food pastry
🥮 moon_cake|autumn festival yuèbǐng
🍡 dango|dessert Japanese skewer stick
🥟 dumpling|empanada gyōza jiaozi pierogi
🥠 fortune_cookie|prophecy
🥡 takeout_box|chopsticks delivery food oyster
🍦 icecream|soft dessert food restaurant
🍧 shaved_ice|dessert restaurant sweet
🍨 ice_cream|dessert food restaurant sweet
🍩 doughnut|breakfast dessert donut food
🍪 cookie|chip chocolate dessert sweet
🎂 birthday|cake bday celebration dessert
🍰 cake|shortcake dessert pastry slice
🧁 cupcake|bakery dessert sprinkles sugar
🥧 pie|apple filling fruit meat
🍫 chocolate_bar|candy dessert halloween sweet
🍬 candy|cavities dessert halloween restaurant
🍭 lollipop|candy dessert food restaurant
🍮 custard|dessert pudding sweet
🍯 honey_pot|barrel bear food honeypot
🍼 baby_bottle|babies birth born drink
🥛 milk_glass glass_of_milk milk|drink
☕ coffee|hot beverage cafe caffeine
🫖 teapot|brew drink food
🍵 tea|teacup without handle beverage
🍶 sake|bar beverage bottle cup
🍾 champagne|bottle with popping cork
🍷 wine_glass|alcohol bar beverage booze
🍸 cocktail|glass alcohol bar booze
🍹 tropical_drink|alcohol bar booze club
🍺 beer|mug alcohol ale bar
🍻 beers|clinking mugs alcohol bar
🥂 clinking_glasses champagne_glass|celebrate drink
🥃 tumbler_glass|liquor scotch shot whiskey
🫗 pouring_liquid|accident drink empty glass
🥤 cup_with_straw|drink juice malt soda
🧋 bubble_tea|boba food milk pearl
🧃 beverage_box|juice straw sweet
🧉 mate mate_drink
🧊 ice_cube|cold iceberg
🥢 chopsticks|hashi jeotgarak kuaizi
🍽️ plate_with_cutlery knife_fork_plate fork_knife_plate|and cooking dinner eat
🍴 fork_and_knife|breakfast breaky cooking cutlery
🥄 spoon|eat tableware
🔪 hocho knife|kitchen chef cooking tool
🫙 jar|condiment container empty nothing
🏺 amphora|Aquarius cooking drink jug
# Travel & Places
🌍 earth_africa|globe showing europe Africa
🌎 earth_americas|globe showing Americas world
🌏 earth_asia|globe showing australia Asia
🌐 globe_with_meridians|earth internet web world
🗺️ world_map map
🗾 japan|map of Japan
🧭 compass|direction magnetic navigation orienteering
🏔️ mountain_snow snow_capped_mountain|cold
⛰️ mountain
🌋 volcano|eruption mountain nature
🗻 mount_fuji|mountain nature
🏕️ camping
🏖️ beach_umbrella beach_with_umbrella beach
🏜️ desert
🏝️ desert_island island
🏞️ national_park park
🏟️ stadium
🏛️ classical_building
🏗️ building_construction construction_site|crane
🧱 bricks|clay mortar wall
🪨 rock|boulder heavy solid stone
🪵 wood|log lumber timber
🛖 hut|home house roundhouse shelter
🏘️ houses house_buildings homes
🏚️ derelict_house derelict_house_building house_abandoned|home
🏠 house|building country heart home
🏡 house_with_garden|building country heart home
🏢 office|building city cubical job
🏣 post_office|japanese building Japanese
🏤 european_post_office|building European
🏥 hospital|building doctor medicine
🏦 bank|building
🏨 hotel|building
🏩 love_hotel|building
🏪 convenience_store|24 building hours
🏫 school|building
🏬 department_store|building
🏭 factory|building
🏯 japanese_castle|building Japanese
🏰 european_castle|building European
💒 wedding|chapel hitched nuptials romance
🗼 tokyo_tower|Tokyo
🗽 statue_of_liberty|Liberty new ny nyc
⛪ church|bless chapel Christian cross
🕌 mosque|islam masjid Muslim religion
🛕 hindu_temple
🕍 synagogue|Jew Jewish judaism religion
⛩️ shinto_shrine|religion
🕋 kaaba|hajj islam Muslim religion
⛲ fountain
⛺ tent|camping
🌁 foggy
🌃 night_with_stars
🏙️ cityscape
🌄 sunrise_over_mountains|morning
🌅 sunrise|morning nature
🌆 city_sunset city_dusk|cityscape at building evening
🌇 city_sunrise city_sunset|building dusk
🌉 bridge_at_night
♨️ hotsprings|steaming
🎠 carousel_horse|entertainment
🛝 playground_slide|amusement park playing sliding
🎡 ferris_wheel|amusement park theme
🎢 roller_coaster|amusement park theme
💈 barber|pole cut fresh haircut
🎪 circus_tent
🚂 steam_locomotive|caboose engine railway train
🚃 railway_car|electric train tram travel
🚄 bullettrain_side|high speed railway shinkansen
🚅 bullettrain_front|nose railway shinkansen speed
🚆 train2|arrived choo railway
🚇 metro|subway travel
🚈 light_rail|arrived monorail railway
🚉 station|railway train
🚊 tram|trolleybus
🚝 monorail|vehicle
🚞 mountain_railway|car trip
🚋 train|tram car bus trolley
🚌 bus|school vehicle
🚍 oncoming_bus|cars
🚎 trolleybus|tram
🚐 minibus|drive van vehicle
🚑 ambulance|emergency vehicle
🚒 fire_engine|truck
🚓 police_car|cops patrol
🚔 oncoming_police_car
🚕 taxi|cab cabbie car drive
🚖 oncoming_taxi|cab cabbie cars drove
🚗 car red_car|automobile driving vehicle
🚘 oncoming_automobile|car cars drove vehicle
🚙 blue_car|sport utility vehicle drive
🛻 pickup_truck|automobile car flatbed transportation
🚚 truck|delivery car drive vehicle
🚛 articulated_lorry|car drive move semi
🚜 tractor|vehicle
🏎️ racing_car race_car|zoom
🏍️ motorcycle racing_motorcycle
🛵 motor_scooter
🦽 manual_wheelchair|accessibility
🦼 motorized_wheelchair|accessibility
🛺 auto_rickshaw|tuk
🚲 bike|bicycle class cycle cycling
🛴 kick_scooter scooter
🛹 skateboard|skater wheels
🛼 roller_skate|blades skates sport
🚏 busstop
🛣️ motorway|highway road
🛤️ railway_track|train
🛢️ oil_drum oil
⛽ fuelpump|diesel gas gasoline station
🛞 wheel|car circle tire turn
🚨 rotating_light|police car alarm alert
🚥 traffic_light|horizontal intersection signal stop
🚦 vertical_traffic_light|drove intersection signal stop
🛑 stop_sign octagonal_sign
🚧 construction|barrier
⚓ anchor|ship tool
🛟 ring_buoy|float life lifesaver preserver
⛵ boat sailboat|resort sailing sea yacht
🛶 canoe|boat
🚤 speedboat|billionaire lake luxury millionaire
🛳️ passenger_ship cruise_ship
⛴️ ferry|boat passenger
🛥️ motor_boat motorboat
🚢 ship|boat passenger travel
✈️ airplane|aeroplane fly flying jet
🛩️ small_airplane airplane_small|aeroplane
🛫 flight_departure airplane_departure|aeroplane departures
🛬 flight_arrival airplane_arriving|aeroplane arrivals landing
🪂 parachute|parasail skydive
💺 seat|chair
🚁 helicopter|roflcopter travel vehicle
🚟 suspension_railway
🚠 mountain_cableway|gondola lift ski
🚡 aerial_tramway|cable car gondola ropeway
🛰️ artificial_satellite satellite satellite_orbital|space
🚀 rocket|launch rockets space travel
🛸 flying_saucer|aliens extra terrestrial UFO
🛎️ bellhop_bell bellhop|hotel
🧳 luggage|bag packing roller suitcase
⌛ hourglass|done sand time timer
⏳ hourglass_flowing_sand|not done hours timer
⌚ watch|clock time
⏰ alarm_clock|hours hrs late time
⏱️ stopwatch|clock time
⏲️ timer_clock timer
🕰️ mantelpiece_clock clock|time
🕛 clock12|twelve time
🕧 clock1230|twelve thirty time
🕐 clock1|one time
🕜 clock130|one thirty time
🕑 clock2|two time
🕝 clock230|two thirty time
🕒 clock3|three time
🕞 clock330|three thirty time
🕓 clock4|four time
🕟 clock430|four thirty time
🕔 clock5|five time
🕠 clock530|five thirty time
🕕 clock6|six time
🕡 clock630|six thirty
🕖 clock7|seven
🕢 clock730|seven thirty
🕗 clock8|eight time
🕣 clock830|eight thirty time
🕘 clock9|nine time
🕤 clock930|nine thirty time
🕙 clock10|ten
🕥 clock1030|ten thirty time
🕚 clock11|eleven time
🕦 clock1130|eleven thirty time
🌑 new_moon|dark space
🌒 waxing_crescent_moon|dreams space
🌓 first_quarter_moon|space
🌔 moon waxing_gibbous_moon|space
🌕 full_moon|space
🌖 waning_gibbous_moon|space
🌗 last_quarter_moon|space
🌘 waning_crescent_moon|space
🌙 crescent_moon|ramadan space
🌚 new_moon_with_face|space
🌛 first_quarter_moon_with_face|space
🌜 last_quarter_moon_with_face|dreams
🌡️ thermometer|weather
☀️ sunny|bright rays space weather
🌝 full_moon_with_face|bright
🌞 sun_with_face|beach bright day heat
🪐 ringed_planet|saturn saturnine
⭐ star|astronomy medium stars white
🌟 star2|glowing glittery glow night
🌠 stars|shooting falling night space
🌌 milky_way|space
☁️ cloud|weather
⛅ partly_sunny|behind cloud cloudy weather
⛈️ cloud_with_lightning_and_rain thunder_cloud_and_rain thunder_cloud_rain|thunderstorm
🌤️ sun_behind_small_cloud mostly_sunny sun_small_cloud|weather
🌥️ sun_behind_large_cloud barely_sunny sun_behind_cloud|weather
🌦️ sun_behind_rain_cloud partly_sunny_rain|weather
🌧️ cloud_with_rain rain_cloud cloud_rain|weather
🌨️ cloud_with_snow snow_cloud cloud_snow|cold weather
🌩️ cloud_with_lightning lightning lightning_cloud|weather
🌪️ tornado tornado_cloud|weather whirlwind
🌫️ fog|cloud weather
🌬️ wind_face wind_blowing_face|cloud
🌀 cyclone|dizzy hurricane twister typhoon
🌈 rainbow|gay genderqueer glbt glbtq
🌂 closed_umbrella|clothing rain
☂️ open_umbrella umbrella umbrella2|clothing rain
☔ umbrella umbrella_with_rain_drops|clothing weather
⛱️ parasol_on_ground umbrella_on_ground beach_umbrella|rain sun
⚡ zap|high voltage danger electric
❄️ snowflake|cold weather
☃️ snowman_with_snow snowman snowman2|cold
⛄ snowman snowman_without_snow|cold
☄️ comet|space
🔥 fire|af burn flame hot
💧 droplet|cold comic nature sad
🌊 ocean|water wave nature surf
# Activities
🎃 jack_o_lantern|celebration halloween pumpkin
🎄 christmas_tree|celebration Christmas
🎆 fireworks|boom celebration entertainment yolo
🎇 sparkler|boom celebration fireworks
🧨 firecracker|dynamite explosive fireworks light
✨ sparkles|magic star
🎈 balloon|birthday celebrate celebration
🎉 tada|party popper awesome birthday
🎊 confetti_ball|celebrate celebration party woohoo
🎋 tanabata_tree|banner celebration Japanese
🎍 bamboo|pine decoration celebration Japanese
🎎 dolls|japanese celebration festival Japanese
🎏 flags|carp streamer celebration
🎐 wind_chime|bell celebration
🎑 rice_scene|moon viewing ceremony celebration
🧧 red_envelope|gift good hóngbāo lai
🎀 ribbon|celebration
🎁 gift|wrapped birthday bow box
🎗️ reminder_ribbon|celebration
🎟️ tickets admission_tickets
🎫 ticket|admission stub
🎖️ medal_military medal military_medal|award celebration
🏆 trophy|champion champs prize slay
🏅 medal_sports sports_medal medal|award gold winner
🥇 1st_place_medal first_place_medal first_place|gold
🥈 2nd_place_medal second_place_medal second_place|silver
🥉 3rd_place_medal third_place_medal third_place|bronze
⚽ soccer|ball football futbol sport
⚾ baseball|sport
🥎 softball|glove sports underarm
🏀 basketball|hoop sport
🏐 volleyball|game
🏈 football|american bowl sport super
🏉 rugby_football|sport
🎾 tennis|ball racquet sport
🥏 flying_disc|ultimate
🎳 bowling|ball game sport strike
🏏 cricket_game cricket_bat_and_ball
🏑 field_hockey field_hockey_stick_and_ball|game
🏒 ice_hockey ice_hockey_stick_and_puck hockey|game
🥍 lacrosse|ball goal sports stick
🏓 ping_pong table_tennis_paddle_and_ball|bat game pingpong
🏸 badminton badminton_racquet_and_shuttlecock|birdie game
🥊 boxing_glove
🥋 martial_arts_uniform|judo karate taekwondo
🥅 goal_net goal
⛳ golf|flag in hole sport
⛸️ ice_skate|skating
🎣 fishing_pole_and_fish|entertainment sport
🤿 diving_mask|scuba snorkeling
🎽 running_shirt_with_sash|athletics
🎿 ski|skis snow sport
🛷 sled|luge sledge sleigh snow
🥌 curling_stone|game rock
🎯 dart|bullseye bull direct entertainment
🪀 yo_yo|fluctuate toy
🪁 kite|fly soar
🔫 gun|water pistol handgun revolver
🎱 8ball|pool billiard eight game
🔮 crystal_ball|fairy fairytale fantasy fortune
🪄 magic_wand|magician witch wizard
🎮 video_game|controller entertainment
🕹️ joystick|game video videogame
🎰 slot_machine|casino gamble gambling game
🎲 game_die|dice entertainment
🧩 jigsaw|puzzle piece clue interlocking
🧸 teddy_bear|plaything plush stuffed toy
🪅 pinata|piñata candy celebrate celebration
🪩 mirror_ball|dance disco glitter party
🪆 nesting_dolls|babooshka baboushka babushka matryoshka
♠️ spades|suit card game
♥️ hearts|suit card emotion game
♦️ diamonds|suit card game
♣️ clubs|suit card game
♟️ chess_pawn|dupe expendable
🃏 black_joker|card game wildcard
🀄 mahjong|red dragon game
🎴 flower_playing_cards|game Japanese
🎭 performing_arts|actor actress entertainment mask
🖼️ framed_picture frame_with_picture frame_photo|art museum painting
🎨 art|artist palette artsy arty
🧵 thread|needle sewing spool string
🪡 sewing_needle|embroidery stitches sutures tailoring
🧶 yarn|ball crochet knit
🪢 knot|cord rope tangled tie
# Objects
👓 eyeglasses|clothing eyewear
🕶️ dark_sunglasses|eye eyewear
🥽 goggles|dive eye protection scuba
🥼 lab_coat|clothes doctor dr experiment
🦺 safety_vest|emergency
👔 necktie|clothing employed serious shirt
👕 shirt tshirt|blue casual clothes clothing
👖 jeans|blue casual clothes clothing
🧣 scarf|bundle cold neck up
🧤 gloves|hand
🧥 coat|brr bundle cold jacket
🧦 socks|stocking
👗 dress|clothes clothing dressed fancy
👘 kimono|clothing comfortable
🥻 sari|clothing dress
🩱 one_piece_swimsuit|bathing
🩲 swim_brief briefs|bathing suit swimsuit underwear
🩳 shorts|bathing pants suit swimsuit
👙 bikini|bathing beach clothing pool
👚 womans_clothes|blouse clothing collar dress
🪭 folding_hand_fan|clack clap cool cooling
👛 purse|clothes clothing coin dress
👜 handbag|clothes clothing dress lady
👝 pouch|clutch bag clothes clothing
🛍️ shopping shopping_bags|hotel
🎒 school_satchel|backpack backpacking bag bookbag
🩴 thong_sandal|beach flip flop sandals
👞 mans_shoe shoe|brown clothes clothing feet
👟 athletic_shoe|running clothes clothing fast
🥾 hiking_boot|backpacking brown camping outdoors
🥿 flat_shoe womans_flat_shoe|ballet comfy flats slipper
👠 high_heel|heeled shoe clothes clothing
👡 sandal|woman clothing shoe
🩰 ballet_shoes|dance
👢 boot|woman clothes clothing dress
🪮 hair_pick|Afro comb groom
👑 crown|clothing family king medieval
👒 womans_hat|clothes clothing garden hats
🎩 tophat|clothes clothing fancy formal
🎓 mortar_board|graduation cap celebration clothing
🧢 billed_cap|baseball bent dad hat
🪖 military_helmet|army soldier war warrior
⛑️ rescue_worker_helmet helmet_with_white_cross helmet_with_cross|aid face hat
📿 prayer_beads|clothing necklace religion
💄 lipstick|cosmetics date makeup
💍 ring|diamond engaged engagement married
💎 gem|stone diamond engagement jewel
🔇 mute|muted speaker quiet silent
🔈 speaker|low volume soft sound
🔉 sound|speaker medium volume
🔊 loud_sound|speaker high volume music
📢 loudspeaker|address communication public sound
📣 mega|megaphone cheering sound
📯 postal_horn
🔔 bell|break church sound
🔕 no_bell|with slash forbidden mute
🎼 musical_score|note
🎵 musical_note|sound
🎶 notes|musical music sound
🎙️ studio_microphone microphone2|music
🎚️ level_slider|music
🎛️ control_knobs|music
🎤 microphone|karaoke music sing sound
🎧 headphones|earbud sound
📻 radio|entertainment tbt video
🎷 saxophone|instrument music
🎺 trumpet|instrument music
🪗 accordion|box concertina instrument music
🎸 guitar|instrument music strat
🎹 musical_keyboard|instrument piano
🎻 violin|instrument music
🪕 banjo|music stringed
🥁 drum drum_with_drumsticks|music
🪘 long_drum|beat conga instrument rhythm
🪇 maracas|cha dance instrument music
🪈 flute|band fife flautist instrument
📱 iphone mobile_phone|cell communication telephone
📲 calling|mobile phone with arrow
☎️ phone telephone
📞 telephone_receiver|communication voip
📟 pager|communication
📠 fax|machine communication
🔋 battery
🪫 low_battery|drained electronic energy power
🔌 electric_plug|electricity
💻 computer|laptop office pc personal
🖥️ desktop_computer desktop|monitor
🖨️ printer|computer
⌨️ keyboard|computer
🖱️ computer_mouse three_button_mouse mouse_three_button
🖲️ trackball|computer
💽 minidisc|computer disk minidisk optical
💾 floppy_disk|computer
💿 cd|optical disk CD computer
📀 dvd|cd computer disk DVD
🧮 abacus|calculation calculator
🎥 movie_camera|bollywood cinema film hollywood
🎞️ film_strip film_frames|cinema movie
📽️ film_projector projector|cinema movie video
🎬 clapper|board action movie
📺 tv|television video
📷 camera|photo selfie snap tbt
📸 camera_flash camera_with_flash|video
📹 video_camera|camcorder tbt
📼 vhs|videocassette old school tape
🔍 mag|magnifying glass tilted left
🔎 mag_right|magnifying glass tilted contact
🕯️ candle|light
💡 bulb|light comic electric idea
🔦 flashlight|electric tool torch
🏮 izakaya_lantern lantern|red paper bar light
🪔 diya_lamp|light oil
📔 notebook_with_decorative_cover|decorated education school writing
📕 closed_book|education
📖 book open_book|education fantasy knowledge library
📗 green_book|education fantasy library reading
📘 blue_book|education fantasy library reading
📙 orange_book|education fantasy library reading
📚 books|education fantasy knowledge library
📓 notebook
📒 ledger|notebook
📃 page_with_curl|document paper
📜 scroll|paper
📄 page_facing_up|document paper
📰 newspaper|communication
🗞️ newspaper_roll rolled_up_newspaper newspaper2
📑 bookmark_tabs|marker
🔖 bookmark
🏷️ label|tag
🪙 coin|dollar euro gold metal
💰 moneybag|bank bet billion cash
💴 yen|banknote bank bill currency
💵 dollar|banknote bank bill currency
💶 euro|banknote 100 bank bill
💷 pound|banknote bank bill billion
💸 money_with_wings|bank banknote bill billion
💳 credit_card|bank cash charge money
🧾 receipt|accounting bookkeeping evidence invoice
💹 chart|increasing with yen bank
✉️ envelope email|letter
📧 e_mail email|letter
📨 incoming_envelope|delivering email letter mail
📩 envelope_with_arrow|communication down email letter
📤 outbox_tray|email letter mail sent
📥 inbox_tray|email letter mail receive
📦 package|box communication delivery parcel
📫 mailbox|closed with raised flag
📪 mailbox_closed|with lowered flag postbox
📬 mailbox_with_mail|open raised flag postbox
📭 mailbox_with_no_mail|open lowered flag postbox
📮 postbox|mail mailbox
🗳️ ballot_box ballot_box_with_ballot
✏️ pencil2
✒️ black_nib|pen
🖋️ fountain_pen lower_left_fountain_pen pen_fountain
🖊️ pen lower_left_ballpoint_pen pen_ballpoint
🖌️ paintbrush lower_left_paintbrush|painting
🖍️ crayon lower_left_crayon
📝 memo pencil|communication media notes
💼 briefcase|office
📁 file_folder
📂 open_file_folder
🗂️ card_index_dividers dividers
📅 date|calendar
📆 calendar|tear off
🗒️ spiral_notepad spiral_note_pad notepad_spiral
🗓️ spiral_calendar spiral_calendar_pad calendar_spiral
📇 card_index|old rolodex school
📈 chart_with_upwards_trend|increasing data graph growth
📉 chart_with_downwards_trend|decreasing data graph negative
📊 bar_chart|data graph
📋 clipboard|do list notes
📌 pushpin|collage
📍 round_pushpin|location map
📎 paperclip
🖇️ paperclips linked_paperclips
📏 straight_ruler|angle edge math straightedge
📐 triangular_ruler|angle math set slide
✂️ scissors|cut cutting paper tool
🗃️ card_file_box card_box
🗄️ file_cabinet|filing paper
🗑️ wastebasket|can garbage trash
🔒 lock|locked closed private
🔓 unlock|unlocked cracked open
🔏 lock_with_ink_pen|locked nib privacy
🔐 closed_lock_with_key|locked bike secure
🔑 key|keys lock major password
🗝️ old_key key2|clue lock
🔨 hammer|home improvement repairs tool
🪓 axe|chop hatchet split wood
⛏️ pick|hammer mining tool
⚒️ hammer_and_pick hammer_pick|tool
🛠️ hammer_and_wrench tools|spanner
🗡️ dagger dagger_knife|weapon
⚔️ crossed_swords|weapon
💣 bomb|boom comic dangerous explosion
🪃 boomerang|rebound repercussion weapon
🏹 bow_and_arrow|archer archery Sagittarius tool
🛡️ shield|weapon
🪚 carpentry_saw|carpenter cut lumber tool
🔧 wrench|home improvement spanner tool
🪛 screwdriver|flathead handy tool
🔩 nut_and_bolt|home improvement tool
⚙️ gear|cog cogwheel tool
🗜️ clamp compression|tool vice
⚖️ balance_scale scales|justice Libra tool weight
🦯 probing_cane|white accessibility blind
🔗 link|links
⛓️ chains
🪝 hook|catch crook curve ensnare
🧰 toolbox|chest mechanic red
🧲 magnet|attraction horseshoe magnetic negative
🪜 ladder|climb rung step
⚗️ alembic|chemistry tool
🧪 test_tube|chemist chemistry experiment lab
🧫 petri_dish|bacteria biologist biology culture
🧬 dna|biologist evolution gene genetics
🔬 microscope|experiment lab science tool
🔭 telescope|contact extraterrestrial science tool
📡 satellite satellite_antenna|aliens contact dish science
💉 syringe|doctor flu medicine needle
🩸 drop_of_blood|bleed donation injury medicine
💊 pill|doctor drugs medicated medicine
🩹 adhesive_bandage
🩼 crutch|aid cane disability help
🩺 stethoscope|doctor heart medicine
🩻 x_ray|bones doctor medical skeleton
🚪 door|back closet front
🛗 elevator|accessibility hoist lift
🪞 mirror|makeup reflection reflector speculum
🪟 window|air frame fresh opening
🛏️ bed|hotel sleep
🛋️ couch_and_lamp couch|hotel
🪑 chair|seat sit
🚽 toilet|bathroom
🪠 plunger|cup force plumber poop
🚿 shower|water
🛁 bathtub
🪤 mouse_trap|bait cheese lure mousetrap
🪒 razor|sharp shave
🧴 lotion_bottle squeeze_bottle|moisturizer shampoo sunscreen
🧷 safety_pin|diaper punk rock
🧹 broom|cleaning sweeping witch
🧺 basket|farming laundry picnic
🧻 roll_of_paper|toilet towels
🪣 bucket|cask pail vat
🧼 soap|bar bathing clean cleaning
🫧 bubbles|burp clean floating pearl
🪥 toothbrush|bathroom clean dental hygiene
🧽 sponge|absorbing cleaning porous soak
🧯 fire_extinguisher|quench
🛒 shopping_cart shopping_trolley
🚬 smoking|cigarette
⚰️ coffin|dead death vampire
🪦 headstone|cemetery dead grave graveyard
⚱️ funeral_urn urn|ashes death
🧿 nazar_amulet|bead blue charm talisman
🪬 hamsa|amulet Fatima fortune guide
🗿 moyai|moai face statue stoneface
🪧 placard|demonstration notice picket plaque
🪪 identification_card|credentials document ID license
# Symbols
🏧 atm|sign ATM automated bank
🚮 put_litter_in_its_place|bin sign litterbin
🚰 potable_water|drinking
♿ wheelchair|symbol access handicap
🚹 mens|room bathroom lavatory man
🚺 womens|room bathroom lavatory restroom
🚻 restroom|bathroom lavatory toilet WC
🚼 baby_symbol|changing
🚾 wc|water closet bathroom lavatory
🛂 passport_control
🛃 customs|packing
🛄 baggage_claim|arrived bags case checked
🛅 left_luggage|baggage case locker
⚠️ warning|caution
🚸 children_crossing|pedestrian traffic
⛔ no_entry|do fail forbidden not
🚫 no_entry_sign|prohibited forbidden not smoke
🚳 no_bicycles|bike forbidden not prohibited
🚭 no_smoking|forbidden not prohibited smoke
🚯 do_not_litter|littering forbidden prohibited
🚱 non_potable_water|dry prohibited
🚷 no_pedestrians|forbidden not prohibited
📵 no_mobile_phones|cell forbidden not prohibited
🔞 underage|no one eighteen 18
☢️ radioactive radioactive_sign
☣️ biohazard biohazard_sign
⬆️ arrow_up|cardinal direction north
↗️ arrow_upper_right|direction intercardinal northeast
➡️ arrow_right|cardinal direction east
↘️ arrow_lower_right|down direction intercardinal southeast
⬇️ arrow_down|cardinal direction south
↙️ arrow_lower_left|down direction intercardinal southwest
⬅️ arrow_left|cardinal direction west
↖️ arrow_upper_left|direction intercardinal northwest
↕️ arrow_up_down
↔️ left_right_arrow
↩️ leftwards_arrow_with_hook|right curving
↪️ arrow_right_hook|left curving
⤴️ arrow_heading_up|right curving
⤵️ arrow_heading_down|right curving
🔃 arrows_clockwise|vertical refresh reload
🔄 arrows_counterclockwise|button again anticlockwise deja
🔙 back|arrow BACK
🔚 end|arrow END
🔛 on|arrow mark
🔜 soon|arrow brb omw SOON
🔝 top|arrow homie TOP up
🛐 place_of_worship|pray religion
⚛️ atom_symbol atom|atheist
🕉️ om om_symbol|Hindu religion
✡️ star_of_david|David Jew Jewish judaism
☸️ wheel_of_dharma|Buddhist religion
☯️ yin_yang|difficult lives religion tao
✝️ latin_cross cross|christ Christian religion
☦️ orthodox_cross|Christian religion
☪️ star_and_crescent|islam Muslim ramadan religion
☮️ peace_symbol peace|healing peaceful
🕎 menorah menorah_with_nine_branches|candelabrum candlestick hanukkah jewish
🔯 six_pointed_star|dotted fortune jewish judaism
🪯 khanda|Deg Fateh Khalsa Khanda
♈ aries|Aries horoscope ram zodiac
♉ taurus|bull horoscope ox Taurus
♊ gemini|Gemini horoscope twins zodiac
♋ cancer|Cancer crab horoscope zodiac
♌ leo|horoscope Leo lion zodiac
♍ virgo|horoscope Virgo zodiac
♎ libra|balance horoscope justice Libra
♏ scorpius|scorpio horoscope Scorpio scorpion
♐ sagittarius|archer horoscope Sagittarius zodiac
♑ capricorn|Capricorn goat horoscope zodiac
♒ aquarius|Aquarius bearer horoscope water
♓ pisces|fish horoscope Pisces zodiac
⛎ ophiuchus|bearer Ophiuchus serpent snake
🔀 twisted_rightwards_arrows|shuffle tracks button crossed
🔁 repeat|button arrow clockwise
🔂 repeat_one|single button arrow clockwise
▶️ arrow_forward|play button right triangle
⏩ fast_forward|button arrow double
⏭️ next_track_button black_right_pointing_double_triangle_with_vertical_bar track_next|arrow scene
⏯️ play_or_pause_button black_right_pointing_triangle_with_double_vertical_bar play_pause|arrow
◀️ arrow_backward|reverse button left triangle
⏪ rewind|fast reverse button arrow
⏮️ previous_track_button black_left_pointing_double_triangle_with_vertical_bar track_previous|last arrow scene
🔼 arrow_up_small|upwards button red
⏫ arrow_double_up|fast button
🔽 arrow_down_small|downwards button red
⏬ arrow_double_down|fast button
⏸️ pause_button double_vertical_bar
⏹️ stop_button black_square_for_stop
⏺️ record_button black_circle_for_record
⏏️ eject_button eject
🎦 cinema|camera film movie
🔅 low_brightness|dim button
🔆 high_brightness|button light
📶 signal_strength|antenna bars bar cell
🛜 wireless|broadband computer connectivity hotspot
📳 vibration_mode|cell communication mobile phone
📴 mobile_phone_off|cell telephone
♀️ female_sign|woman
♂️ male_sign|man
⚧️ transgender_symbol
✖️ heavy_multiplication_x|multiply cancel sign
➕ heavy_plus_sign
➖ heavy_minus_sign|math
➗ heavy_division_sign|divide math
🟰 heavy_equals_sign|answer equality math
♾️ infinity|forever unbounded universal
‼️ bangbang|double exclamation mark punctuation
⁉️ interrobang|exclamation question mark punctuation
❓ question|red mark punctuation
❔ grey_question|white mark outlined punctuation
❕ grey_exclamation|white mark outlined punctuation
❗ exclamation heavy_exclamation_mark|red punctuation
〰️ wavy_dash|punctuation
💱 currency_exchange|bank money
💲 heavy_dollar_sign|billion cash charge currency
⚕️ medical_symbol staff_of_aesculapius|medicine
♻️ recycle|recycling symbol
⚜️ fleur_de_lis|knights
🔱 trident|emblem anchor poseidon ship
📛 name_badge
🔰 beginner|japanese symbol for chevron
⭕ o|hollow red circle heavy
✅ white_check_mark|button checked checkmark complete
☑️ ballot_box_with_check|checked done off tick
✔️ heavy_check_mark|checked checkmark done tick
❌ x|cross mark cancel multiplication
❎ negative_squared_cross_mark|button multiplication multiply
➰ curly_loop
➿ loop|double curly curl
〽️ part_alternation_mark
✳️ eight_spoked_asterisk
✴️ eight_pointed_black_star
❇️ sparkle
©️ copyright
®️ registered
™️ tm|trade mark TM trademark
#️⃣ hash|keycap
*️⃣ asterisk keycap_star
0️⃣ zero|keycap
1️⃣ one|keycap
2️⃣ two|keycap
3️⃣ three|keycap
4️⃣ four|keycap
5️⃣ five|keycap
6️⃣ six|keycap
7️⃣ seven|keycap
8️⃣ eight|keycap
9️⃣ nine|keycap
🔟 keycap_ten|10
🔠 capital_abcd|input latin uppercase ABCD
🔡 abcd|input latin lowercase letters
🔢 1234|input numbers
🔣 symbols|input
🔤 abc|input latin letters alphabet
🅰️ a|button blood type
🆎 ab|button blood type AB
🅱️ b|button blood type
🆑 cl|button CL
🆒 cool|button COOL
🆓 free|button FREE
ℹ️ information_source
🆔 id|button ID identity
Ⓜ️ m|circled circle
🆕 new|button NEW
🆖 ng|button NG
🅾️ o2|button blood type
🆗 ok|button OK okay
🅿️ parking|button
🆘 sos|button help SOS
🆙 up|button mark UP
🆚 vs|button versus VS
🈁 koko|japanese here button Japanese
🈂️ sa|japanese service charge button
🈷️ u6708|japanese monthly amount button
🈶 u6709|japanese not free of
🈯 u6307|japanese reserved button ideograph
🉐 ideograph_advantage|japanese bargain button Japanese
🈹 u5272|japanese discount button ideograph
🈚 u7121|japanese free of charge
🈲 u7981|japanese prohibited button ideograph
🉑 accept|japanese acceptable button ideograph
🈸 u7533|japanese application button ideograph
🈴 u5408|japanese passing grade button
🈳 u7a7a|japanese vacancy button ideograph
㊗️ congratulations|japanese button ideograph Japanese
㊙️ secret|japanese button ideograph Japanese
🈺 u55b6|japanese open for business
🈵 u6e80|japanese no vacancy button
🔴 red_circle|geometric
🟠 orange_circle large_orange_circle
🟡 yellow_circle large_yellow_circle
🟢 green_circle large_green_circle
🔵 large_blue_circle blue_circle|geometric
🟣 purple_circle large_purple_circle
🟤 brown_circle large_brown_circle
⚫ black_circle|geometric
⚪ white_circle|geometric
🟥 red_square large_red_square|card penalty
🟧 orange_square large_orange_square
🟨 yellow_square large_yellow_square|card penalty
🟩 green_square large_green_square
🟦 blue_square large_blue_square
🟪 purple_square large_purple_square
🟫 brown_square large_brown_square
⬛ black_large_square|geometric
⬜ white_large_square|geometric
◼️ black_medium_square|geometric
◻️ white_medium_square|geometric
◾ black_medium_small_square|geometric
◽ white_medium_small_square|geometric
▪️ black_small_square|geometric
▫️ white_small_square|geometric
🔶 large_orange_diamond|geometric
🔷 large_blue_diamond|geometric
🔸 small_orange_diamond|geometric
🔹 small_blue_diamond|geometric
🔺 small_red_triangle|pointed up geometric
🔻 small_red_triangle_down|pointed geometric
💠 diamond_shape_with_a_dot_inside|comic geometric
🔘 radio_button|geometric
🔳 white_square_button|geometric outlined
🔲 black_square_button|geometric
# Flags
🏁 checkered_flag|chequered finish flags game
🚩 triangular_flag_on_post|construction golf
🎌 crossed_flags|celebration Japanese
🏴 black_flag waving_black_flag flag_black
🏳️ white_flag waving_white_flag flag_white
🏳️‍🌈 rainbow_flag|bisexual gay genderqueer glbt
🏳️‍⚧️ transgender_flag|blue light pink white
🏴‍☠️ pirate_flag|Jolly plunder Roger treasure
🇦🇨 ascension_island flag_ac
🇦🇩 andorra flag_ad
🇦🇪 united_arab_emirates flag_ae
🇦🇫 afghanistan flag_af
🇦🇬 antigua_barbuda flag_ag
🇦🇮 anguilla flag_ai
🇦🇱 albania flag_al
🇦🇲 armenia flag_am
🇦🇴 angola flag_ao
🇦🇶 antarctica flag_aq
🇦🇷 argentina flag_ar
🇦🇸 american_samoa flag_as
🇦🇹 austria flag_at
🇦🇺 australia flag_au
🇦🇼 aruba flag_aw
🇦🇽 aland_islands flag_ax|åland
🇦🇿 azerbaijan flag_az
🇧🇦 bosnia_herzegovina flag_ba
🇧🇧 barbados flag_bb
🇧🇩 bangladesh flag_bd
🇧🇪 belgium flag_be
🇧🇫 burkina_faso flag_bf
🇧🇬 bulgaria flag_bg
🇧🇭 bahrain flag_bh
🇧🇮 burundi flag_bi
🇧🇯 benin flag_bj
🇧🇱 st_barthelemy flag_bl|barthélemy
🇧🇲 bermuda flag_bm
🇧🇳 brunei flag_bn
🇧🇴 bolivia flag_bo
🇧🇶 caribbean_netherlands flag_bq
🇧🇷 brazil flag_br
🇧🇸 bahamas flag_bs
🇧🇹 bhutan flag_bt
🇧🇻 bouvet_island flag_bv
🇧🇼 botswana flag_bw
🇧🇾 belarus flag_by
🇧🇿 belize flag_bz
🇨🇦 canada flag_ca
🇨🇨 cocos_islands flag_cc|keeling
🇨🇩 congo_kinshasa flag_cd
🇨🇫 central_african_republic flag_cf
🇨🇬 congo_brazzaville flag_cg
🇨🇭 switzerland flag_ch
🇨🇮 cote_divoire flag_ci|côte
🇨🇰 cook_islands flag_ck
🇨🇱 chile flag_cl
🇨🇲 cameroon flag_cm
🇨🇳 cn flag_cn|china
🇨🇴 colombia flag_co
🇨🇵 clipperton_island flag_cp
🇨🇷 costa_rica flag_cr
🇨🇺 cuba flag_cu
🇨🇻 cape_verde flag_cv
🇨🇼 curacao flag_cw|curaçao
🇨🇽 christmas_island flag_cx
🇨🇾 cyprus flag_cy
🇨🇿 czech_republic flag_cz|czechia
🇩🇪 de flag_de|germany
🇩🇬 diego_garcia flag_dg
🇩🇯 djibouti flag_dj
🇩🇰 denmark flag_dk
🇩🇲 dominica flag_dm
🇩🇴 dominican_republic flag_do
🇩🇿 algeria flag_dz
🇪🇦 ceuta_melilla flag_ea
🇪🇨 ecuador flag_ec
🇪🇪 estonia flag_ee
🇪🇬 egypt flag_eg
🇪🇭 western_sahara flag_eh
🇪🇷 eritrea flag_er
🇪🇸 es flag_es|spain
🇪🇹 ethiopia flag_et
🇪🇺 eu european_union flag_eu
🇫🇮 finland flag_fi
🇫🇯 fiji flag_fj
🇫🇰 falkland_islands flag_fk
🇫🇲 micronesia flag_fm
🇫🇴 faroe_islands flag_fo
🇫🇷 fr flag_fr|france
🇬🇦 gabon flag_ga
🇬🇧 gb uk|flag united kingdom
🇬🇩 grenada flag_gd
🇬🇪 georgia flag_ge
🇬🇫 french_guiana flag_gf
🇬🇬 guernsey flag_gg
🇬🇭 ghana flag_gh
🇬🇮 gibraltar flag_gi
🇬🇱 greenland flag_gl
🇬🇲 gambia flag_gm
🇬🇳 guinea flag_gn
🇬🇵 guadeloupe flag_gp
🇬🇶 equatorial_guinea flag_gq
🇬🇷 greece flag_gr
🇬🇸 south_georgia_south_sandwich_islands flag_gs
🇬🇹 guatemala flag_gt
🇬🇺 guam flag_gu
🇬🇼 guinea_bissau flag_gw
🇬🇾 guyana flag_gy
🇭🇰 hong_kong flag_hk|sar china
🇭🇲 heard_mcdonald_islands flag_hm
🇭🇳 honduras flag_hn
🇭🇷 croatia flag_hr
🇭🇹 haiti flag_ht
🇭🇺 hungary flag_hu
🇮🇨 canary_islands flag_ic
🇮🇩 indonesia flag_id
🇮🇪 ireland flag_ie
🇮🇱 israel flag_il
🇮🇲 isle_of_man flag_im
🇮🇳 india flag_in
🇮🇴 british_indian_ocean_territory flag_io
🇮🇶 iraq flag_iq
🇮🇷 iran flag_ir
🇮🇸 iceland flag_is
🇮🇹 it flag_it|italy
🇯🇪 jersey flag_je
🇯🇲 jamaica flag_jm
🇯🇴 jordan flag_jo
🇯🇵 jp flag_jp|japan
🇰🇪 kenya flag_ke
🇰🇬 kyrgyzstan flag_kg
🇰🇭 cambodia flag_kh
🇰🇮 kiribati flag_ki
🇰🇲 comoros flag_km
🇰🇳 st_kitts_nevis flag_kn
🇰🇵 north_korea flag_kp
🇰🇷 kr flag_kr|south korea
🇰🇼 kuwait flag_kw
🇰🇾 cayman_islands flag_ky
🇰🇿 kazakhstan flag_kz
🇱🇦 laos flag_la
🇱🇧 lebanon flag_lb
🇱🇨 st_lucia flag_lc
🇱🇮 liechtenstein flag_li
🇱🇰 sri_lanka flag_lk
🇱🇷 liberia flag_lr
🇱🇸 lesotho flag_ls
🇱🇹 lithuania flag_lt
🇱🇺 luxembourg flag_lu
🇱🇻 latvia flag_lv
🇱🇾 libya flag_ly
🇲🇦 morocco flag_ma
🇲🇨 monaco flag_mc
🇲🇩 moldova flag_md
🇲🇪 montenegro flag_me
🇲🇫 st_martin flag_mf
🇲🇬 madagascar flag_mg
🇲🇭 marshall_islands flag_mh
🇲🇰 macedonia flag_mk|north
🇲🇱 mali flag_ml
🇲🇲 myanmar flag_mm|burma
🇲🇳 mongolia flag_mn
🇲🇴 macau flag_mo|macao sar china
🇲🇵 northern_mariana_islands flag_mp
🇲🇶 martinique flag_mq
🇲🇷 mauritania flag_mr
🇲🇸 montserrat flag_ms
🇲🇹 malta flag_mt
🇲🇺 mauritius flag_mu
🇲🇻 maldives flag_mv
🇲🇼 malawi flag_mw
🇲🇽 mexico flag_mx
🇲🇾 malaysia flag_my
🇲🇿 mozambique flag_mz
🇳🇦 namibia flag_na
🇳🇨 new_caledonia flag_nc
🇳🇪 niger flag_ne
🇳🇫 norfolk_island flag_nf
🇳🇬 nigeria flag_ng
🇳🇮 nicaragua flag_ni
🇳🇱 netherlands flag_nl
🇳🇴 norway flag_no
🇳🇵 nepal flag_np
🇳🇷 nauru flag_nr
🇳🇺 niue flag_nu
🇳🇿 new_zealand flag_nz
🇴🇲 oman flag_om
🇵🇦 panama flag_pa
🇵🇪 peru flag_pe
🇵🇫 french_polynesia flag_pf
🇵🇬 papua_new_guinea flag_pg
🇵🇭 philippines flag_ph
🇵🇰 pakistan flag_pk
🇵🇱 poland flag_pl
🇵🇲 st_pierre_miquelon flag_pm
🇵🇳 pitcairn_islands flag_pn
🇵🇷 puerto_rico flag_pr
🇵🇸 palestinian_territories flag_ps
🇵🇹 portugal flag_pt
🇵🇼 palau flag_pw
🇵🇾 paraguay flag_py
🇶🇦 qatar flag_qa
🇷🇪 reunion flag_re|réunion
🇷🇴 romania flag_ro
🇷🇸 serbia flag_rs
🇷🇺 ru flag_ru|russia
🇷🇼 rwanda flag_rw
🇸🇦 saudi_arabia flag_sa
🇸🇧 solomon_islands flag_sb
🇸🇨 seychelles flag_sc
🇸🇩 sudan flag_sd
🇸🇪 sweden flag_se
🇸🇬 singapore flag_sg
🇸🇭 st_helena flag_sh
🇸🇮 slovenia flag_si
🇸🇯 svalbard_jan_mayen flag_sj
🇸🇰 slovakia flag_sk
🇸🇱 sierra_leone flag_sl
🇸🇲 san_marino flag_sm
🇸🇳 senegal flag_sn
🇸🇴 somalia flag_so
🇸🇷 suriname flag_sr
🇸🇸 south_sudan flag_ss
🇸🇹 sao_tome_principe flag_st|são tomé príncipe
🇸🇻 el_salvador flag_sv
🇸🇽 sint_maarten flag_sx
🇸🇾 syria flag_sy
🇸🇿 swaziland flag_sz|eswatini
🇹🇦 tristan_da_cunha flag_ta
🇹🇨 turks_caicos_islands flag_tc
🇹🇩 chad flag_td
🇹🇫 french_southern_territories flag_tf
🇹🇬 togo flag_tg
🇹🇭 thailand flag_th
🇹🇯 tajikistan flag_tj
🇹🇰 tokelau flag_tk
🇹🇱 timor_leste flag_tl
🇹🇲 turkmenistan flag_tm
🇹🇳 tunisia flag_tn
🇹🇴 tonga flag_to
🇹🇷 tr flag_tr|türkiye
🇹🇹 trinidad_tobago flag_tt
🇹🇻 tuvalu flag_tv
🇹🇼 taiwan flag_tw
🇹🇿 tanzania flag_tz
🇺🇦 ukraine flag_ua
🇺🇬 uganda flag_ug
🇺🇲 us_outlying_islands flag_um
🇺🇳 united_nations flag_un
🇺🇸 us flag_us|united states
🇺🇾 uruguay flag_uy
🇺🇿 uzbekistan flag_uz
🇻🇦 vatican_city flag_va
🇻🇨 st_vincent_grenadines flag_vc
🇻🇪 venezuela flag_ve
🇻🇬 british_virgin_islands flag_vg
🇻🇮 us_virgin_islands flag_vi
🇻🇳 vietnam flag_vn
🇻🇺 vanuatu flag_vu
🇼🇫 wallis_futuna flag_wf
🇼🇸 samoa flag_ws
🇽🇰 kosovo flag_xk
🇾🇪 yemen flag_ye
🇾🇹 mayotte flag_yt
🇿🇦 south_africa flag_za
🇿🇲 zambia flag_zm
🇿🇼 zimbabwe flag_zw
🏴󠁧󠁢󠁥󠁮󠁧󠁿 england flag_england
🏴󠁧󠁢󠁳󠁣󠁴󠁿 scotland flag_scotland
🏴󠁧󠁢󠁷󠁬󠁳󠁿 wales flag_wales
`;
