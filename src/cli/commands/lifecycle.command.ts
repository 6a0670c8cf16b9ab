import { writeFileSync } from 'node:fs';
import { lifecycleLabels } from '../../texts/lifecycle-labels.js';
import { textsFor } from '../../texts/texts.js';
import { lifecycleDiagram, lifecycleDocument } from '../../../workflows/project/diagram.js';
import { modes } from '../../../workflows/project/modes.js';
import type { CliCommand } from '../command.js';

export const lifecycleCommand: CliCommand = {
  usage: 'lifecycle',
  summary: {
    en: 'show the lifecycles of the five funding modes as Mermaid diagrams and tables',
    'zh-CN': '以 Mermaid 状态图和表格展示五种资金模式的全流程',
  },
  options: [{ flags: '--write <file>', text: { en: 'into this Markdown file', 'zh-CN': '写入此 Markdown 文件' } }],
  run: async ({ language }, _, { write }) => {
    const labels = lifecycleLabels(textsFor(language));
    const json = modes.map((mode) => ({ mode, label: labels.modes[mode], diagram: lifecycleDiagram(mode, labels) }));
    const document = lifecycleDocument(labels);
    if (typeof write !== 'string') return { json, text: document };
    writeFileSync(write, `${document}\n`);
    return { json, text: { en: `Written to ${write}.`, 'zh-CN': `已写入 ${write}。` }[language] };
  },
};
