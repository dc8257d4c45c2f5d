/** Names of Observable's standard library that are not here: said at the name, instead of "not defined". */
export const absent: ReadonlySet<string> = new Set(
  `_ aq Arrow DatabaseClient dot DOM duckdb DuckDBClient echarts Files Interpreter L mapboxgl mermaid Promises React
  ReactDOM Secret sql SQLite SQLiteDatabaseClient topojson vg vl aapl alphabet cars citywages diamonds flare
  industries miserables olympians penguins pizza weather`.split(/\s+/)
);
