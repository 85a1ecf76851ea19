# ANCHOR: tare
tare = 3
# ANCHOR_END: tare
# ANCHOR: weight
weight = 5
# ANCHOR_END: weight
