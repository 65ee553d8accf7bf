import { defineEvent, personal } from '@taizhang/kernel';
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
});
