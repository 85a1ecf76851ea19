"""What every stage that reads running text shares: the barrier, and what an address looks like."""

from __future__ import annotations

import re

# OBJECT REPLACEMENT CHARACTER: stands in a joined string for what no stage may look into.
BARRIER = "\ufffc"
# In an address an ideograph counts only after a separator: https://a.cn/后台 is one, but in
# 访问https://a.cn查看 the sentence goes on after the address.
ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.)"
    r"(?:[!-~]*[/=?#&_-][^\W\x00-\x7f]+)*(?:[!-~]*[A-Za-z0-9/_=#&-])?"
    r"|[A-Za-z0-9][A-Za-z0-9_.+-]*@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
)
