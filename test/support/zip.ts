import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** What the list of contents says instead of the truth. */
  readonly says?: { readonly unpacked?: number; readonly encrypted?: boolean; readonly at?: number };
}

/** An archive written byte by byte, so that it can also lie. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content = '', says = {} } of entries) {
    const raw = Buffer.from(content as string);
    const packed = deflateRawSync(raw);
    const file = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (says.encrypted ? 1 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says.unpacked ?? raw.length, 18);
    common.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, file, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(says.at ?? at, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, file]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}

const types = (of: string) =>
  `<Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${of}.main+xml"/></Types>`;

export const docx = (...more: readonly ZipEntry[]): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: types('wordprocessingml.document') },
    { name: 'word/document.xml', content: '<w:document/>' },
    ...more,
  ]);
export const xlsx = (): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: types('spreadsheetml.sheet') },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ]);
export const ofd = (): Buffer => zip([{ name: 'OFD.xml', content: '<ofd:OFD/>' }]);
