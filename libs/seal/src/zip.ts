/** A .zip of a few files, stored as they are: every program reads it, and a small verifier. */
import { crc32 } from 'node:zlib';

export type FileOf = Readonly<{ name: string; bytes: Buffer }>;

/** 1980-01-01, the first day a .zip knows: the same files are the same archive. */
const firstDay = 0x0021;

export function zipOf(files: readonly FileOf[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(10, 0);
    fixed.writeUInt16LE(firstDay, 8);
    fixed.writeUInt32LE(crc32(bytes), 10);
    fixed.writeUInt32LE(bytes.length, 14);
    fixed.writeUInt32LE(bytes.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fixed, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const made = Buffer.from('PK\x01\x02\x0a\x00', 'latin1');
    directory.push(Buffer.concat([made, fixed, place, Buffer.from(name)]));
    parts.push(local, bytes);
    at += local.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
