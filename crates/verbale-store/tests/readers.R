# Reads what the store wrote with base R, and arrow where it is installed. Usage: Rscript readers.R FOLDER
folder <- commandArgs(trailingOnly = TRUE)[1]
path <- function(...) file.path(folder, ...)
events <- read.csv(path("csv", "events.csv"), colClasses = c(cameo = "character"), encoding = "UTF-8")
stopifnot(
  nrow(events) == 6, events$cameo[1] == "036",
  as.Date(events$date_start[1]) == as.Date("2021-05-04"),
  is.numeric(events$intensity), is.integer(events$quad),
  identical(strsplit(events$actor[1], "|", fixed = TRUE)[[1]], c("a1", "a2"))
)
reports <- read.csv(path("csv", "reports.csv"), encoding = "UTF-8")
stopifnot(nrow(reports) == 2, grepl("\u201c", reports$text[1], fixed = TRUE), grepl("\n", reports$text[1], fixed = TRUE))
gdelt <- read.delim(path("gdelt.tsv"), header = FALSE, quote = "", colClasses = "character")
stopifnot(ncol(gdelt) == 61, gdelt$V27[1] == "036", as.numeric(gdelt$V1[1]) == 7334605165745828)
cat("read by", R.version.string, "\n")
if (requireNamespace("arrow", quietly = TRUE)) {
  table <- arrow::read_parquet(path("parquet", "events.parquet"))
  stopifnot(inherits(table$date_start, "Date"), table$cameo[1] == "036")
  cat("read by arrow\n")
} else {
  cat("skipped arrow: not installed\n")
}
