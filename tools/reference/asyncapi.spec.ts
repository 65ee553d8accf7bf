import { defineEvent, personal, personalFields } from '@taizhang/kernel';
import { eventCatalogue, publications } from '@taizhang/platform/ledger';
import specification from '@asyncapi/specs/schemas/3.0.0-without-$id.json';
import Ajv from 'ajv';
import { z } from 'zod';
import { asyncApiDocument } from './asyncapi';

const fact = defineEvent({
  meaning: 'A meter was read.',
  version: 1,
  data: z.object({ meter: personal(z.string()), kilowattHours: z.int() }),
});
const document = asyncApiDocument({
  version: '1.0.0',
  catalogue: eventCatalogue,
  publications,
  inbound: { MeterRead: fact },
});

describe('The AsyncAPI document', () => {
  it('is one, by the schema of the specification', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const valid = ajv.validate(specification, JSON.parse(JSON.stringify(document)));
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has every event on the channel of who publishes it', () => {
    for (const [type, context] of publications) {
      const channel = document.channels[context as keyof typeof document.channels];
      expect(channel).toMatchObject({ address: `taizhang.${context}.v1` });
      expect(channel?.messages).toHaveProperty(type);
      expect(document.components.messages).toHaveProperty(type);
    }
  });

  it('takes what outside systems tell, and marks what is personal', () => {
    expect(document.operations['take-inbound']).toMatchObject({ action: 'receive' });
    expect(document.components.messages['inbound.MeterRead']!.payload).toMatchObject({
      properties: { meter: { personal: true } },
      'x-version': 1,
    });
  });

  it('lists nothing as readable on a topic that is personal, and says what is encrypted', () => {
    for (const type of publications.keys()) {
      const payload = payloadOfMessage(type);
      const personal = [...personalFields(eventCatalogue[type]!)];
      const shown = Object.keys(payload.properties);
      expect({ type, readable: shown.filter((field) => personal.includes(field)) }).toEqual({
        ...{ type, readable: [] },
      });
      expect(Object.keys(payload['x-personal']?.properties ?? {})).toEqual(personal);
      expect(shown.includes('$personal')).toBe(personal.length > 0);
      expect(JSON.stringify(payload.properties)).not.toContain('"personal":true');
    }
  });

  it('describes an event as it stands on the topic', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      payloadOfMessage('CustomerRegistered'),
    );
    const open = { customerId: 'customer-1', kind: 'resident', unitId: null };
    const $personal = { v: 2, person: 'customer-1', fields: 'AAAA' };
    expect(validate({ ...open, $personal })).toBe(true);
    expect(validate({ ...open, $personal: { ...$personal, fields: null } })).toBe(false);
    expect(validate({ ...open, kind: 'unheard-of', $personal })).toBe(false);
  });
});

type Payload = Readonly<{
  properties: Readonly<Record<string, unknown>>;
  'x-personal'?: Readonly<{ properties: Readonly<Record<string, unknown>> }>;
}>;

const payloadOfMessage = (type: string) =>
  document.components.messages[type]!.payload as unknown as Payload;
