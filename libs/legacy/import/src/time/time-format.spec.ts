import { timeFormat } from './time-format';
import { zone } from './zone';

const read = (format: string, place: string | null, text: string) => {
  const compiled = timeFormat(format, place === null ? null : zone(place));
  return 'read' in compiled ? compiled.read(text) : `! ${compiled.problem}`;
};

test.each([
  ['YYYY/MM/DD HH:mm:ss.SSS', '+08:00', '2012/10/09 14:50:17.250', '2012-10-09T06:50:17.250Z'],
  ['YYYY-M-D H:m:s', 'Asia/Shanghai', '2019-3-4 9:05:07', '2019-03-04T01:05:07.000Z'],
  ['DD.MM.YYYY HH:mm', 'Europe/Rome', '04.07.2013 12:30', '2013-07-04T10:30:00.000Z'],
  ['MM/DD/YYYY hh:mm A', 'Z', '07/04/2013 12:30 AM', '2013-07-04T00:30:00.000Z'],
  ['D MMM YYYY h:mm A', '-05:00', '4 Jul 2013 1:30 p.m.', '2013-07-04T18:30:00.000Z'],
  ['D MMMM YYYY', 'UTC', '4 september 2013', '2013-09-04T00:00:00.000Z'],
  ['YYYY年M月D日 HH时mm分', 'Asia/Shanghai', '2019年3月4日 09时05分', '2019-03-04T01:05:00.000Z'],
  ['YYYY年M月D日 Ah:mm', '+08:00', '2019年3月4日 下午3:05', '2019-03-04T07:05:00.000Z'],
  ['YYYY-MM-DD[T]HH:mm:ssZ', null, '2019-03-04T09:05:00+0530', '2019-03-04T03:35:00.000Z'],
  ['YYYYMMDDHHmmss', 'Z', '20190304090507', '2019-03-04T09:05:07.000Z'],
  ['iso', 'Asia/Shanghai', '2019-03-04 09:05', '2019-03-04T01:05:00.000Z'],
  ['iso', 'Asia/Shanghai', '2019-03-04T09:05:07.1234567Z', '2019-03-04T09:05:07.123Z'],
  ['epoch-seconds', null, '1551690307.25', '2019-03-04T09:05:07.250Z'],
  ['epoch-milliseconds', null, '1551690307250', '2019-03-04T09:05:07.250Z'],
])('%s in %s: %s', (format, place, text, expected) => {
  expect(read(format, place, text)).toBe(expected);
});

test.each([
  ['YYYY-MM-DD', '2019-02-29'],
  ['YYYY-MM-DD', '2019-13-01'],
  ['YYYY-MM-DD', '2019-00-10'],
  ['YYYY-MM-DD', '2019-3-04'],
  ['YYYY-MM-DD', ' 2019-03-04'],
  ['YYYY-MM-DD', '2019-03-04 extra'],
  ['YYYY-MM-DD HH:mm', '2019-03-04 24:00'],
  ['YYYY-MM-DD HH:mm:ss', '2019-03-04 10:00:60'],
  ['YYYY-MM-DD hh:mm A', '2019-03-04 13:00 PM'],
  ['D MMM YYYY', '4 Jux 2013'],
  ['iso', '04/03/2019'],
  ['YYYY-MM-DD', ''],
  ['YYYY-MM-DD', '0019-03-04'],
  ['epoch-seconds', '1551690307250'],
  ['epoch-seconds', '12 o’clock'],
])('%s does not guess what "%s" might be', (format, text) => {
  expect(read(format, 'Z', text)).toBeNull();
});

test('a clock set back tells an hour twice: the first is meant', () => {
  const format = 'YYYY-MM-DD HH:mm';
  expect(read(format, 'Europe/Rome', '2013-10-27 02:30')).toBe('2013-10-27T00:30:00.000Z');
  expect(read(format, 'Europe/Rome', '2013-10-27 03:30')).toBe('2013-10-27T02:30:00.000Z');
});

test('a clock set forward skips an hour: as much later is meant', () => {
  const format = 'YYYY-MM-DD HH:mm';
  expect(read(format, 'Europe/Rome', '2013-03-31 02:30')).toBe('2013-03-31T01:30:00.000Z');
  expect(read(format, 'Europe/Rome', '2013-03-31 03:30')).toBe('2013-03-31T01:30:00.000Z');
});

test('summer time of China in 1988 is known', () => {
  expect(read('YYYY-MM-DD HH:mm', 'Asia/Shanghai', '1988-07-01 09:00')).toBe(
    '1988-07-01T00:00:00.000Z',
  );
});

test.each([
  ['yyyy-MM-DD', 'Z', 'the letter "y" has no meaning'],
  ['YYYY-MM', 'Z', 'the day is missing; write e.g. YYYY/MM/DD HH:mm:ss.SSS'],
  ['YYYY-MM-DD YYYY', 'Z', '"YYYY" says the year a second time'],
  ['YYYY-MM-DD hh:mm', 'Z', '"hh" and "A" (AM, PM, 上午, 下午) need each other'],
  ['YYYY-MM-DD HH:mm', null, 'the times carry no offset; write "zone" too'],
])('%s is told to be wrong', (format, place, problem) => {
  expect(read(format, place, '')).toContain(`! ${problem}`);
});

test('places that are none', () => {
  expect(zone('Asia/Shangai')).toBeNull();
  expect(zone('+25:00')).toBeNull();
  expect(zone('+8')).toBeNull();
});
