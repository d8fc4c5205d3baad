# Rscript write.R folder drop.xlsx: each CSV file of a folder as a sheet, as a statistician writes tables.
library(openxlsx)

arguments <- commandArgs(trailingOnly = TRUE)
workbook <- createWorkbook()
for (file in sort(list.files(arguments[1], full.names = TRUE))) {
  sheet <- sub("^[0-9]+ ", "", tools::file_path_sans_ext(basename(file)))
  lines <- read.csv(file, header = FALSE, na.strings = "", colClasses = "character")
  addWorksheet(workbook, sheet)
  header <- which(rowSums(is.na(lines)) == 0)[1]
  if (sheet == "Cover") {
    writeData(workbook, sheet, lines, colNames = FALSE)
    next
  }
  last <- min(which(rowSums(!is.na(lines)) == 0 & seq_len(nrow(lines)) > header)) - 1
  table <- type.convert(lines[(header + 1):last, ], as.is = TRUE)
  names(table) <- unlist(lines[header, ])
  counts <- which(sapply(table, is.numeric))
  writeData(workbook, sheet, lines[1, 1])
  writeData(workbook, sheet, table,
    startRow = header, headerStyle = createStyle(textDecoration = "bold", border = "Bottom")
  )
  writeData(workbook, sheet, lines[(last + 2):nrow(lines), 1], startRow = last + 2)
  conditionalFormatting(workbook, sheet, cols = counts, rows = (header + 1):last, type = "databar")
  dataValidation(workbook, sheet,
    cols = counts, rows = (header + 1):last, type = "whole", operator = "greaterThanOrEqual", value = 0
  )
  freezePane(workbook, sheet, firstActiveRow = header + 1)
}
saveWorkbook(workbook, arguments[2])
