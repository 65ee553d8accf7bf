/** Money and energy as people read and type them; fen and watt-hours everywhere else. */

export const yuan = (fen: number): string => (fen / 100).toFixed(2);
export const kilowattHours = (wh: number): string => (wh / 1000).toFixed(1);
/** Hundredths of a percent, with a sign: 385 is +3.85 %. */
export const percent = (rate: number): string =>
  `${rate > 0 ? '+' : ''}${(rate / 100).toFixed(2)} %`;
/** Fen per MWh: 55,830 is 0.5583 yuan per kWh. */
export const yuanPerKWh = (fenPerMWh: number): string => (fenPerMWh / 100_000).toFixed(4);

export const toFenPerMWh = (price: number): number => Math.round(price * 100_000);
export const toWh = (energy: number): number => Math.round(energy * 1000);
export const toRate = (value: number): number => Math.round(value * 100);
