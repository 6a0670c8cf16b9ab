import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePdf, samplePhoto } from '../../src/demo/sample-papers.js';
import { examine } from '../../src/papers/examine.js';
import { isPaperName } from '../../workflows/project/papers.js';
import { docx, ofd, xlsx, zip } from '../support/zip.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-examine-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function examined(name: string, content: string | Buffer) {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return examine(path, name);
}
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const heic = Buffer.from('0000001c667479706865696300000000686569636d696631686569630000000c6d6574610000', 'hex');

describe('A file is taken when it is what its name says', () => {
  test.each<[string, string | Buffer, string]>([
    ['可研报告.pdf', samplePdf('可行性研究报告'), 'application/pdf'],
    ['现场.JPG', samplePhoto(), 'image/jpeg'],
    ['现场.png', png, 'image/png'],
    ['现场.webp', webp, 'image/webp'],
    ['现场.heic', heic, 'image/heic'],
    ['合同.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['预算.xlsx', xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['批文.ofd', ofd(), 'application/ofd'],
    ['说明.txt', '村道硬底化工程说明\r\n第一段', 'text/plain'],
    ['名单.csv', Buffer.from('d0d5c3fb2cbdf0b6ee0d0a', 'hex'), 'text/csv'],
  ])('%s', async (name, content, mediaType) => {
    expect(await examined(name, content)).toMatchObject({ mediaType });
  });

  test('and a photo tells where and when it was taken', async () => {
    const taken = { at: '2026:03:01 10:20:30', latitude: 22.2515, longitude: 112.7876 };
    const found = await examined('现场.jpg', samplePhoto(taken));
    expect(found.takenAt).toBe('2026-03-01T10:20:30');
    expect(found.latitude).toBeCloseTo(22.2515, 4);
    expect(found.longitude).toBeCloseTo(112.7876, 4);
    expect(await examined('现场.jpg', samplePhoto())).toMatchObject({ takenAt: null, latitude: null, longitude: null });
  });

  test('also with nonsense where its camera should have noted that', async () => {
    for (const at of ['2026:13:41 10:20:30', '0000:00:00 00:00:00', 'yesterday evening !!'])
      expect(await examined('现场.jpg', samplePhoto({ at, latitude: 0, longitude: 0 }))).toMatchObject({
        takenAt: null,
        latitude: null,
        longitude: null,
      });
  });
});

describe('A file is refused', () => {
  const pdf = samplePdf('x');
  const archive = zip([{ name: 'x.html', content: '<script>alert(1)</script>' }]);
  const many = Array.from({ length: 5001 }, (_, index) => ({ name: `word/${index}.xml` }));
  test.each<[string, string, string | Buffer, string]>([
    [
      'that nobody may upload: SVG with a script',
      '图.svg',
      '<svg><script>alert(1)</script></svg>',
      'paper.type-refused',
    ],
    ['that nobody may upload: a page', '页.html', '<html></html>', 'paper.type-refused'],
    ['that nobody may upload: a program', '程序.exe', 'MZ', 'paper.type-refused'],
    ['that nobody may upload: an archive', '包.zip', archive, 'paper.type-refused'],
    ['that nobody may upload: an old document', '旧.doc', 'x', 'paper.type-refused'],
    ['with macros by its name', '宏.docm', docx(), 'paper.macros'],
    ['with macros inside', '合同.docx', docx({ name: 'word/vbaProject.bin', content: 'x' }), 'paper.macros'],
    [
      'with macros, renamed',
      '合同.docx',
      zip([
        { name: '[Content_Types].xml', content: 'application/vnd.ms-word.document.macroEnabled.main+xml' },
        { name: 'word/document.xml' },
      ]),
      'paper.macros',
    ],
    ['with a program inside', '合同.docx', docx({ name: 'word/embeddings/a.exe', content: 'MZ' }), 'paper.macros'],
    ['that is another inside: a page as PDF', '报告.pdf', '<html><script>1</script></html>', 'paper.disguised'],
    ['that is another inside: a photo as PDF', '报告.pdf', samplePhoto(), 'paper.disguised'],
    ['that is another inside: a program as photo', '现场.jpg', Buffer.from('MZ\x90\0', 'latin1'), 'paper.disguised'],
    ['that is another inside: a table as document', '合同.docx', xlsx(), 'paper.disguised'],
    ['that is another inside: a plain archive as document', '合同.docx', archive, 'paper.disguised'],
    ['that is another inside: a document as OFD', '批文.ofd', docx(), 'paper.disguised'],
    ['that is another inside: a page as text', '说明.txt', '  <!DOCTYPE html><script>1</script>', 'paper.disguised'],
    ['that is another inside: a GIF with a script as photo', '现场.png', 'GIF89a/*<script>*/=1', 'paper.disguised'],
    ['that is two kinds: PDF and archive', '报告.pdf', Buffer.concat([pdf, archive]), 'paper.disguised'],
    ['that is two kinds: archive and PDF', '合同.docx', Buffer.concat([pdf, docx()]), 'paper.disguised'],
    ['that is two kinds: page and PDF', '报告.pdf', Buffer.concat([Buffer.from('<html>'), pdf]), 'paper.disguised'],
    [
      'that is two kinds: photo and page',
      '现场.jpg',
      Buffer.concat([samplePhoto(), Buffer.from('<SCRIPT>alert(1)</SCRIPT>')]),
      'paper.disguised',
    ],
    ['that is two kinds: photo and archive', '现场.jpg', Buffer.concat([samplePhoto(), archive]), 'paper.disguised'],
    ['that ends too early: PDF', '报告.pdf', pdf.subarray(0, 300), 'paper.unreadable'],
    ['that ends too early: document', '合同.docx', docx().subarray(0, 200), 'paper.unreadable'],
    ['that leads out of its archive', '合同.docx', docx({ name: '../../etc/passwd' }), 'paper.unreadable'],
    [
      'with a password',
      '合同.docx',
      docx({ name: 'word/a.xml', content: 'x', says: { encrypted: true } }),
      'paper.encrypted',
    ],
    ['with a password, as Office keeps it', '合同.docx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'paper.encrypted'],
    [
      'that unpacks to too much',
      '合同.docx',
      docx({ name: 'word/a.xml', content: 'x', says: { unpacked: 600_000_000 } }),
      'paper.bomb',
    ],
    [
      'that says of itself that it unpacks to four gigabytes',
      '合同.docx',
      docx({ name: 'word/a.xml', content: 'x', says: { unpacked: 0xffff_fffe } }),
      'paper.bomb',
    ],
    [
      'that says in the short form that its length stands elsewhere, as beyond four gigabytes',
      '合同.docx',
      docx({ name: 'word/a.xml', content: 'x', says: { unpacked: 0xffff_ffff } }),
      'paper.bomb',
    ],
    [
      'that is packed too well',
      '合同.docx',
      docx({ name: 'word/a.xml', content: Buffer.alloc(30_000_000) }),
      'paper.bomb',
    ],
    ['that holds too many', '合同.docx', docx(...many), 'paper.bomb'],
    ['whose text is no text', '说明.txt', Buffer.from([0xff, 0xff, 0xff, 0x80]), 'paper.not-text'],
    ['whose text has NUL', '说明.txt', 'a\0b', 'paper.not-text'],
  ])('%s (%s)', async (_, name, content, code) => {
    await expect(examined(name, content)).rejects.toMatchObject({ code });
  });

  test('whose parts lie on each other, so that few bytes unpack to many', async () => {
    const parts = Array.from({ length: 40 }, (_, index) => ({ name: `word/${index}.xml`, content: 'x'.repeat(300) }));
    const honest = docx(...parts);
    const { length } = honest;
    const heavy = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251));
    const lying = docx({ name: 'word/a.xml', content: heavy });
    expect(await examined('合同.docx', honest)).toBeDefined();
    // The same list thrice: each says that the whole file is its own.
    const list = lying.indexOf(Buffer.from('504b0102', 'hex'));
    const central = lying.subarray(list, -22);
    const end = Buffer.from(lying.subarray(-22));
    end.writeUInt16LE(9, 8);
    end.writeUInt16LE(9, 10);
    end.writeUInt32LE(central.length * 3, 12);
    const overlapping = Buffer.concat([lying.subarray(0, list), central, central, central, end]);
    expect(length).toBeGreaterThan(0);
    await expect(examined('合同.docx', overlapping)).rejects.toMatchObject({ code: 'paper.bomb' });
  });
});

describe('A name', () => {
  test.each(['可研报告.pdf', '合同（第2版）.docx', 'IMG_0001.JPG', '照片 1.jpg'])('may be %j', (name) => {
    expect(isPaperName(name)).toBe(true);
  });

  test.each([
    '',
    '.',
    '..',
    '../a.pdf',
    'a/b.pdf',
    'C:\\a.pdf',
    '/etc/passwd',
    '.htaccess',
    'a.pdf ',
    'a.pdf.',
    'a\0.pdf',
    'a\n.pdf',
    'a\u202Efdp.exe',
    '\u2066a.pdf',
    'a\u200B.pdf',
    '\uFEFFa.pdf',
    'con.pdf',
    'NUL',
    'lpt1.txt',
    'a?.pdf',
    'x'.repeat(201),
    '\ud800.pdf',
  ])('may not be %j', (name) => {
    expect(isPaperName(name)).toBe(false);
  });
});
