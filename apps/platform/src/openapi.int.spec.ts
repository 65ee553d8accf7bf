import { ApiDocument } from './document.fixtures';
import { TestPlatform } from './platform.fixtures';
let platform: TestPlatform;
beforeAll(async () => { platform = await TestPlatform.start(); });
afterAll(() => platform?.stop());
it('x', async () => {
  const d = await ApiDocument.read(platform.url);
  const op = d.operation('DirectoryViews.units');
  const a = await platform.admin.get('units');
  console.log(d.operations.length, d.surprises(op, {status: a.status, contentType: a.headers.get('content-type') ?? '', body: a.body}));
  console.log(d.surprises(op, {status: 200, contentType: 'application/json', body: {items:[{}]}}));
});
