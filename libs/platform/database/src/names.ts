/** `nextDueAt` is called `next_due_at` in PostgreSQL. */
export const columnName = (field: string) =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
