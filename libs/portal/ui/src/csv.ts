/** Tables as files that a spreadsheet opens without asking. */

/** RFC 4180, with the mark by which Excel knows UTF-8. */
export function csvOf(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return '\uFEFF' + [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = harmless(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A customer's words must not become a formula of the reader's spreadsheet (CWE-1236). */
const harmless = (text: string) =>
  /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;

export function download(fileName: string, content: BlobPart, type = 'text/csv;charset=utf-8') {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
