/** The table of looks as queries see it. */
import { EntitySchema } from 'typeorm';

export type KeptLook = Readonly<{
  id: string;
  at: string;
  staffId: string;
  unitId: string | null;
  operation: string;
  kind: string;
  subjects: readonly string[];
  outcome: string;
  correlationId: string;
}>;

const instants = {
  from: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
  to: (value: string) => value,
};

export const lookEntity = new EntitySchema<KeptLook>({
  name: 'access.looks',
  schema: 'access',
  tableName: 'looks',
  columns: {
    id: { type: 'uuid', primary: true },
    at: { type: 'timestamptz', transformer: instants },
    staffId: { type: 'text', name: 'staff_id' },
    unitId: { type: 'text', name: 'unit_id', nullable: true },
    operation: { type: 'text' },
    kind: { type: 'text' },
    subjects: { type: 'text', array: true },
    outcome: { type: 'text' },
    correlationId: { type: 'text', name: 'correlation_id' },
  },
});
