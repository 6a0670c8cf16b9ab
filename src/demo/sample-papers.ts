// Small papers made by code: real files of their kinds, for the demo city and for tests.

/** A PDF of one page with one line of Chinese or other text. */
export function samplePdf(line: string): Buffer {
  const hex = [...line].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  const text = `BT /F 22 Tf 60 760 Td <${hex}> Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

/** One pixel. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);

export interface Taken {
  /** As a camera writes it: `2026:03:01 10:00:00`. */
  readonly at: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A photo; with the time and place that its camera noted, if `taken`. */
export function samplePhoto(taken?: Taken): Buffer {
  if (!taken) return jpeg;
  const tiff = exif(taken);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(tiff.length + 8, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from('Exif\0\0', 'latin1'), tiff, jpeg.subarray(2)]);
}

type Field = readonly [tag: number, type: 2 | 4 | 5, count: number, value: Buffer];

const long = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};
const degrees = (value: number) => {
  const [whole, minutes] = [Math.floor(value), Math.floor((value % 1) * 60)];
  const seconds = Math.round(((value % 1) * 60 - minutes) * 6000);
  return Buffer.concat([long(whole), long(1), long(minutes), long(1), long(seconds), long(100)]);
};

/** A directory of TIFF at `at`: its fields, and behind them what does not fit into four bytes. */
function directory(at: number, fields: readonly Field[]): Buffer {
  const head = Buffer.alloc(2 + fields.length * 12 + 4);
  head.writeUInt16LE(fields.length, 0);
  const rest: Buffer[] = [];
  let free = at + head.length;
  fields.forEach(([tag, type, count, value], index) => {
    const place = 2 + index * 12;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(count, place + 4);
    if (value.length <= 4) value.copy(head, place + 8);
    else {
      head.writeUInt32LE(free, place + 8);
      rest.push(value);
      free += value.length;
    }
  });
  return Buffer.concat([head, ...rest]);
}

function exif({ at, latitude, longitude }: Taken): Buffer {
  const ascii = (text: string) => Buffer.from(`${text}\0`, 'latin1');
  const start = Buffer.from('49492a0008000000', 'hex');
  const first = 8 + 2 + 2 * 12 + 4;
  const camera = directory(first, [[0x9003, 2, 20, ascii(at)]]);
  const place = directory(first + camera.length, [
    [1, 2, 2, ascii(latitude < 0 ? 'S' : 'N')],
    [2, 5, 3, degrees(Math.abs(latitude))],
    [3, 2, 2, ascii(longitude < 0 ? 'W' : 'E')],
    [4, 5, 3, degrees(Math.abs(longitude))],
  ]);
  const main = directory(8, [
    [0x8769, 4, 1, long(first)],
    [0x8825, 4, 1, long(first + camera.length)],
  ]);
  return Buffer.concat([start, main, camera, place]);
}
