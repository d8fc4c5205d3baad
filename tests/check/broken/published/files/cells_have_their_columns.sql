update sheet_text set content = replace(content, 'table', 'Table') where sheet = 'cells.csv';
