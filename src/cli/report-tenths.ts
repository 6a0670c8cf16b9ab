import type { Surroundings } from './command.js';

/** Progress for people: a line for each tenth of the work, however many steps it has. */
export function reportTenths({ report }: Surroundings): (done: number, total: number) => void {
  let tenths = 0;
  return (done, total) => {
    const reached = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (reached > tenths) report({ en: `${reached * 10} %`, 'zh-CN': `已完成 ${reached * 10}%` });
    tenths = Math.max(tenths, reached);
  };
}
