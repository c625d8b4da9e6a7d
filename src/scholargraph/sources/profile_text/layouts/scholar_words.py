"""The words that a profile on Google Scholar is recognised by, in the languages that it is shown in.

It decides nothing: what is done about a word stands with the layout. All in lower case, without end marks.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table


def rows(words: str) -> tuple[tuple[str, ...], ...]:
    """Give a table whose rows are lines, with the cells of each row separated by bars."""
    return tuple(tuple(cell.strip() for cell in line.split("| ")) for line in words.splitlines() if line.strip())


SCHOLAR_HEADINGS: Final = rows("""
    title | cited by | year
    title / author | cited by | year
    titel | zitiert von | jahr
    titre | citée par | année
    titre | cité par | année
    título | citado por | año
    título | citado por | ano
    títol | citat per | any
    titolo | citata da | anno
    titel | geciteerd door | jaar
    titel | citeras av | år
    titel | citeret af | år
    tittel | sitert av | år
    nimike | viittaukset | vuosi
    tytuł | cytowane przez | rok
    název | citace | rok
    cím | hivatkozott rá | év
    titlu | citat de | anul
    başlık | alıntı yapanlar | yıl
    название | процитировано | год
    назва | посилання | рік
    τίτλος | παρατίθεται από | έτος
    标题 | 引用次数 | 年份
    標題 | 引用次數 | 年份
    標題 | 引用 | 年份
    タイトル | 引用先 | 年
    제목 | 인용 | 연도
    العنوان | عدد مرات الاقتباسات | السنة
    כותרת | צוטט על ידי | שנה
    judul | dikutip oleh | tahun
    tiêu đề | trích dẫn bởi | năm
    عنوان | نقل شده توسط | سال
""")
"""The heads of the three columns over the list."""

SCHOLAR_VERIFIED: Final = re.compile(
    r"verified email at |^no verified email|^bestätigte e-mail-adresse bei |^keine bestätigte e-mail|^adresse e-mail validée de "
    r"|^aucune adresse e-mail validée|^dirección de correo verificada de |^no hay ningún? (?:correo|dirección)"
    r"|^e-mail confirmado em |^email verificata su |^geverifieerd e-mailadres voor |^verifierad e-postadress på "
    r"|^zweryfikowany adres z |^ověřena e-mailová adresa |^подтвержден адрес электронной почты |^підтверджена електронна адреса "
    r"|üzerinde doğrulanmış e-posta|的电子邮件经过验证|的電子郵件地址已通過驗證|^確認したメール ?アドレス|의 이메일 확인됨"
    r"|^email yang diverifikasi di |^email được xác minh tại "
)
SCHOLAR_HOMEPAGE: Final = re.compile(
    r"\s[-–]\s(?:homepage|startseite|page d'accueil|página principal|página inicial|home page|startpagina|strona główna|hemsida"
    r"|главная страница|ana sayfa|首页|首頁|ホームページ|홈페이지)$"
)
SCHOLAR_SHOWN: Final = re.compile(
    r"(?:articles|artikel|artículos|artigos|articoli|artiklar|artikler|artikkelit|artykuły|články|cikkek|articole|makaleler"
    r"|статьи|статті|άρθρα|文章|論文|학술자료|المقالات|מאמרים|artikel|bài viết|publications|publikacje)\s?\d{1,5}\s?[-–—]\s?\d{1,5}"
)
"""What the foot of the list says: how many of the works are shown."""

SCHOLAR_SINCE: Final = re.compile(
    r"(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od|с|після|από|kể từ|sejak) 20\d\d|20\d\d(?: yılından bugüne|\s?年至今|\s?年以降|\s?年以来|년 이후)"
)
"""The head of a column of figures."""

SCHOLAR_MORE: Final = table("""
    show more | mehr anzeigen | plus | afficher plus | mostrar más | mostrar mais | mostra altro | meer weergeven | visa fler
    pokaż więcej | развернуть | ещё | daha fazla göster | 展开 | 顯示更多 | もっと見る | 더보기 | tampilkan selengkapnya
""")
SCHOLAR_COAUTHORS: Final = table("""
    co-authors | coautoren | co-autoren | coauteurs | co-auteurs | coautores | coautori | medförfattare | współautorzy
    соавторы | ortak yazarlar | 合著作者 | 共同作者 | 合著者 | 共著者 | 공동 저자 | co-auteurs
""")
SCHOLAR_FOLLOW: Final = table("""
    follow | following | folgen | suivre | seguir | segui | volgen | följ | obserwuj | подписаться | takip et | 关注 | 追蹤 | フォロー
    팔로우 | ikuti | get my own profile | eigenes profil erstellen | créer mon profil | crear mi perfil | criar o meu perfil
    criar meu próprio perfil | crea il mio profilo | 创建我的个人资料 | 建立我的個人學術檔案 | プロフィールを作成 | 내 프로필 만들기
""")
SCHOLAR_WORDS: Final = table("""
    sort | sort by citations | sort by year | sort by title | articles | cited by | public access | co-authors | view all
    my profile | my library | alerts | metrics | settings | sign in | advanced search | all | citations | h-index | i10-index
    available | not available | based on funding mandates | privacy | terms | help | about scholar | search help | done
    email address for updates | new articles by this author | new citations to this author | merged citations | other
    new articles related to this author's research | duplicate citations | add co-authors | add | edit | export | name
    the system can't perform the operation now. try again later | the system can't perform the operation now | try again later
    google scholar | citations per year | create alert | cancel | my citations | scholar | select | actions | bibtex | endnote
    mein profil | meine bibliothek | benachrichtigungen | statistiken | einstellungen | anmelden | mon profil | ma bibliothèque | alertes
    statistiques | paramètres | connexion | mi perfil | mi biblioteca | alertas | métricas | configuración | iniciar sesión | meu perfil
    minha biblioteca | configurações | fazer login | il mio profilo | accedi | 我的个人学术档案 | 我的图书馆 | 快讯 | 统计指标 | 设置 | 登录 | 我的個人學術檔案
    我的圖書館 | 快訊 | 指標 | 設定 | 登入 | マイ プロフィール | マイ ライブラリ | アラート | 統計情報 | 設定 | ログイン | 내 프로필 | 내 서재 | 알리미 | 통계 | 설정 | 로그인
    unknown affiliation | refman | csv | merge | delete | loading | stand on the shoulders of giants | title | year | titel | jahr | zitiert von
    sortieren | nach zitationen sortieren | nach jahr sortieren | nach titel sortieren | alle | zitate | alle ansehen | datenschutz
    datenschutzerklärung | nutzungsbedingungen | hilfe | öffentlicher zugriff | titre | année | citée par | tout afficher | toutes
    confidentialité | conditions d'utilisation | aide | accès public | trier | tout | articles | título | año | ano | citado por
    ver todo | ver todos | privacidad | privacidade | condiciones | términos | termos | ayuda | ajuda | acceso público | todo
    acesso público | 标题 | 引用次数 | 年份 | 查看全部 | 隐私权 | 条款 | 帮助 | 总计 | 引用 | h 指数 | i10 指数 | 开放获取的出版物数量 | 排序 | タイトル
    引用先 | 年 | すべて | すべて表示 | プライバシー | 規約 | ヘルプ | 文章 | 論文 | 隐私权政策
""") | SCHOLAR_MORE | SCHOLAR_COAUTHORS | SCHOLAR_FOLLOW  # fmt: skip
"""Menus, buttons, headings and the foot."""

SCHOLAR_RUN: Final = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, SCHOLAR_WORDS), key=len, reverse=True))}){{2,12}}"
)
"""Several of them without anything between, as where they stand beside each other."""

SCHOLAR_INDEX: Final = re.compile(r"(?:\S{1,12}\s)?i10(?:[- ]?\S{1,12})?(?:[\s\t]+\d[\d.,]{0,9}){0,2}", re.IGNORECASE)
"""A row of the table of figures that no other page has: “i10-index 34 26”."""
