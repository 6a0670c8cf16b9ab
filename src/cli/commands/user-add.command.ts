import { text as readAll } from 'node:stream/consumers';
import { addUser } from '../add-user.js';
import { withServers, type CliCommand } from '../command.js';
import { migrate } from '../migrate.js';

export const userAddCommand: CliCommand = {
  usage: 'user add <username>',
  summary: {
    en: 'add a person who may sign in, or a membership of one; the password is made up and shown once',
    'zh-CN': '新增可登录的用户，或为已有用户增加岗位；密码自动生成，仅显示一次',
  },
  options: [
    { flags: '--organisation <name>', text: { en: 'whom they act for', 'zh-CN': '所属单位' }, required: true },
    {
      flags: '--role <role>',
      text: {
        en: 'applicant, lineDepartment, countyOfficer, countyFinance, cityReviewer, cityFinance, cityManager, auditor or administrator',
        'zh-CN':
          '岗位：applicant 申报单位、lineDepartment 主管部门、countyOfficer 县级农业农村部门、countyFinance 县财政、cityReviewer 市级审核、cityFinance 市财政、cityManager 市领导小组办公室、auditor 审计、administrator 系统管理员',
      },
      required: true,
    },
    { flags: '--name <name>', text: { en: 'their name, for a new person', 'zh-CN': '姓名（新用户必填）' } },
    {
      flags: '--password-stdin',
      text: { en: 'read the password from stdin instead', 'zh-CN': '从标准输入读取密码' },
    },
    {
      flags: '--region <code>',
      text: { en: 'for a new organisation: its region', 'zh-CN': '新建单位时：所在地区代码' },
    },
    {
      flags: '--region-name <name>',
      text: { en: 'for a new region: its name', 'zh-CN': '新建地区时：地区名称' },
    },
    {
      flags: '--level <level>',
      text: { en: 'for a new organisation: city, county or town', 'zh-CN': '新建单位时：city 市、county 县、town 镇' },
    },
  ],
  run: (surroundings, [username = ''], options) =>
    withServers(surroundings, async ({ databaseUrl, doorDatabaseUrl = databaseUrl }) => {
      await migrate(databaseUrl);
      const given = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
      const added = await addUser(doorDatabaseUrl, {
        username,
        name: given('name'),
        role: given('role') ?? '',
        organisation: given('organisation') ?? '',
        region: given('region'),
        regionName: given('regionName'),
        level: given('level'),
        password: options.passwordStdin ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : undefined,
      });
      const password = added.password
        ? { en: ` Password: ${added.password}`, 'zh-CN': `密码：${added.password}` }
        : null;
      const text = { en: `${username} can act now.`, 'zh-CN': `${username} 已可办理业务。` };
      const { language } = surroundings;
      return { json: { username, ...added }, text: `${text[language]}${password?.[language] ?? ''}` };
    }),
};
