"""No input whatever brings reportlint down: documents damaged in many ways, many thousand times."""
