import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { errorsDocument } from '../../src/texts/errors-document.js';
import { lifecycleLabels } from '../../src/texts/lifecycle-labels.js';
import { textsFor } from '../../src/texts/texts.js';
import { edgesOf, statesOf } from '../../workflows/project/check.js';
import { lifecycleDiagram, lifecycleDocument, type LifecycleLabels } from '../../workflows/project/diagram.js';
import { modes } from '../../workflows/project/modes.js';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const markdown = (text: string) => format(text, { parser: 'markdown', printWidth: 120 });

const both = { zh: lifecycleLabels(textsFor('zh-CN')), en: lifecycleLabels(textsFor('en')) };

/** Chinese on screen, English in code: the document says each name in both. */
const bilingual = Object.fromEntries(
  (Object.keys(both.zh) as (keyof LifecycleLabels)[])
    .filter((group) => typeof both.zh[group] === 'object')
    .map((group) => {
      const english = both.en[group] as Record<string, string>;
      return [
        group,
        Object.fromEntries(Object.entries(both.zh[group]).map(([key, zh]) => [key, `${zh} ${english[key]}`])),
      ];
    }),
) as unknown as LifecycleLabels;

test('docs/lifecycle.md shows the lifecycles as they are', async () => {
  await expect(
    await markdown(lifecycleDocument(bilingual, { ...bilingual, events: both.zh.events })),
  ).toMatchFileSnapshot(join(docs, 'lifecycle.md'));
});

test('docs/errors.md lists the refusals as they are', async () => {
  await expect(await markdown(errorsDocument())).toMatchFileSnapshot(join(docs, 'errors.md'));
});

test.each(modes)('the diagram of %s names each of its states, and draws each change of state', (mode) => {
  const text = lifecycleDiagram(mode, both.en);
  for (const state of statesOf(mode)) expect(text).toContain(` as ${state.replace('.', '_')}\n`);
  for (const { from, to, event } of edgesOf(mode)) {
    const [stage] = from.split('.');
    const drawn = text.split('\n').filter((line) => {
      const [, left, right, events] = /^ *(\w+) --> (\w+) : (.*)$/.exec(line) ?? [];
      const starts = left === from.replace('.', '_') || left === stage;
      return starts && right === to.replace('.', '_') && events?.split(' / ').includes(both.en.events[event]);
    });
    expect(drawn, `${from} --${event}--> ${to}`).toHaveLength(1);
  }
});

test('docs/glossary.md has every role, mode, stage and part under the name that is on screen', () => {
  const glossary = readFileSync(join(docs, 'glossary.md'), 'utf8');
  const { roles, modes: fundingModes, stages, partKinds } = textsFor('zh-CN');
  for (const label of Object.values({ ...roles, ...fundingModes, ...stages, ...partKinds }))
    expect(glossary).toContain(label);
  for (const code of Object.keys({ ...roles, ...fundingModes })) expect(glossary).toContain(`\`${code}\``);
});
