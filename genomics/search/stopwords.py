"""Words too common to look for, by language, in folded form.

Our own lists: Whoosh's English one holds "who", and its default one "us", so that a search for WHO would find nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = """
a about after all also am an and any are as at be because been before being between both but by can could did do does
doing done during each either else ever for from further get gets getting give given gives had has have having he her
here hers him his how however i if in into is it its itself just let like made make makes many may me might more most
much must my neither no nor not of off often on once one only onto or other ought our ours out over own per please
quite rather really same shall she should since so some such than that the their them then there these they this those
through thus to too under until up upon upto use used uses using very via was we were what when where whether which
while whom whose why will with within without would yet you your yours
"""
_FRENCH = """
a ai ainsi ait alors apres as au aucun aussi autre autres aux avait avant avec avez avoir avons c car ce ceci cela
celle celles celui ces cet cette ceux chaque chez comme comment d dans de depuis des du elle elles en encore entre est
et etait etaient etant ete etes etre eu fait faut font il ils j je l la le les leur leurs lors lorsque lui m ma mais
me meme memes mes moi moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus pour
pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si soit son sont sous sur t
ta te tel tes toi ton tous tout toute toutes tres tu un une vers via vos votre vous y
"""
_SPANISH = """
a al algo algun alguna algunas alguno algunos ante antes aquel aquella aqui asi aun aunque bajo bien cada como con
contra cual cuales cuando cuanto de del desde donde dos e el ella ellas ellos en entre era eran eres es esa esas ese
eso esos esta estaba estan estar estas este esto estos fue fueron ha hace han hasta hay he incluso la las le les lo
los mas me mi mientras mis muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por
porque pues que quien quienes se segun ser si sin sino sobre solo son soy su sus tal tambien tan tanto te tener tiene
tienen todo todos tu tus u un una unas uno unos usted ustedes y ya yo
"""
_RUSSIAN = """
а без более бы был была были было быть в вам вас во вот все всего всех вы где да для до его ее если есть еще же за и
из или им их к как какая какие какой когда кто ли либо между меня мне мы на над нам нас не него нет ни них но о об
однако он она они оно от по под при про с со так также такая такие такое такой там то того тоже только том тот ту ты
у уже чем что чтобы чье эта эти это этого этой этом этот я
"""
_ARABIC = """
في من الي علي عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا كيف هل او ان كان كانت يكون تكون هو هي هم لا لم لن قد
كل بعض بين عند عندما حيث ثم كما اذا لكن بعد قبل و ايضا اي اين متي لماذا هناك منها فيها به بها له لها
"""

_CHINESE = """
的 了 吗 呢 是 在 和 与 或 及 有 没有 我 我的 我们 你 您 他 她 它 这 那 这个 那个 什么 怎么 怎样 如何 为什么
哪些 哪里 哪个 谁 会 能 可以 需要 应该 就 都 也 很 不 对 从 到 被 把 给 让 用 要 想 请问 关于 一个 一种 多少
几 还是 以及 等 之 于 中 上 下 后 前 时 时候 得 着 过 经常 常常 总是 老是
"""

_DEFINING = """
mean means meaning define defined definition explain explained signifie veut dire sens definition explication
significa quiere decir significado definicion explicacion означает значит значение определение معني يعني تعني تعريف
意思 含义 定义 解释
"""

STOP_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
    "ru": frozenset(_RUSSIAN.split()),
    "ar": frozenset(_ARABIC.split()),
    "zh": frozenset(_CHINESE.split()),
}

DEFINING_WORDS = frozenset(_DEFINING.split())
"""Words that ask what a name means, in folded form: beside nothing but these, a name is asked for itself."""
