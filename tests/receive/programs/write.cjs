// node write.cjs PROGRAM rows.json drop.xlsx: the rows of each sheet, as one of these libraries writes them.
const fs = require("fs");
const XLSX = require("xlsx");
const ExcelJS = require("exceljs");

const [program, source, target] = process.argv.slice(2);
const sheets = Object.entries(JSON.parse(fs.readFileSync(source)));

function sheetjs(options) {
  const workbook = XLSX.utils.book_new();
  for (const [name, rows] of sheets) {
    XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(rows), name);
  }
  XLSX.writeFile(workbook, target, options);
}


async function exceljs() {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of sheets) workbook.addWorksheet(name).addRows(rows);
  await workbook.xlsx.writeFile(target);
}

async function exceljsStreaming() {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: target });
  for (const [name, rows] of sheets) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) sheet.addRow(row).commit();
    sheet.commit();
  }
  await workbook.commit();
}

const programs = {
  sheetjs: () => sheetjs({}),
  "sheetjs-shared": () => sheetjs({ bookSST: true, compression: true }),
  exceljs,
  "exceljs-streaming": exceljsStreaming,
};
programs[program]();
