/** Where somebody stands on the topics. */

export type Place = Readonly<{ consumer: string; topic: string; partition: number }>;
/** Everything on the partition up to the position is done with. */
export type Reached = Place & Readonly<{ position: bigint }>;

/** Stands among the consumers for all who have no place of their own yet. */
export const everybody = '*';
/** The publisher's name where it keeps its place. */
export const publisher = 'kafka';

/** For maps; of a consumer's place, or of the partition itself. */
export const placeName = ({
  consumer,
  topic,
  partition,
}: Omit<Place, 'consumer'> & Partial<Place>) => `${consumer ?? ''} ${topic} ${partition}`;
