import { z } from 'zod';
import { JsonSchemas } from './openapi.schemas';

const unit = z.object({ name: z.string().default('hall') }).meta({ id: 'SpecUnit' });
const person = z.object({ unit, units: z.array(unit) }).meta({ id: 'SpecPerson' });

describe('JSON Schemas', () => {
  it('of named shapes stand once and are referred to', () => {
    const schemas = new JsonSchemas();
    expect(schemas.of(z.object({ items: z.array(person) }), 'output').properties).toEqual({
      items: { type: 'array', items: { $ref: '#/components/schemas/SpecPerson' } },
    });
    expect(schemas.named['SpecPerson']?.properties).toEqual({
      unit: { $ref: '#/components/schemas/SpecUnit' },
      units: { type: 'array', items: { $ref: '#/components/schemas/SpecUnit' } },
    });
  });

  it('tell what may be sent from what is answered where a default makes a difference', () => {
    const schemas = new JsonSchemas();
    schemas.of(z.object({ unit }), 'output');
    schemas.of(z.object({ unit }), 'input');
    expect(schemas.named['SpecUnit']?.required).toEqual(['name']);
    expect(schemas.named['SpecUnitInput']?.required).toBeUndefined();
  });
});
