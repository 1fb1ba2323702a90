"""How results are presented, the same wherever they are shown: as JSON documents, and as words for actions."""
