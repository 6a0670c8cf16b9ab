import type { EntityManager } from 'typeorm';
import type { Level, Member, Role } from '../../workflows/actor.js';

export interface RegionRow {
  readonly id: string;
  readonly name: string;
  readonly level: 'city' | 'county';
}

interface Post {
  readonly username: string;
  readonly name: string;
  readonly organisation: string;
  readonly regionId: string;
  readonly level: Level;
  readonly role: Role;
}

/** The city's own organisations: who reviews, finances, manages, runs projects, watches. One person in each. */
const cityPosts: readonly (readonly [username: string, name: string, organisation: string, role: Role])[] = [
  ['reviewer-1', '陈静', '市农业农村局', 'cityReviewer'],
  ['reviewer-2', '李国强', '市发展和改革局', 'cityReviewer'],
  ['reviewer-3', '黄秀兰', '市自然资源局', 'cityReviewer'],
  ['reviewer-4', '梁伟杰', '市委组织部', 'cityReviewer'],
  ['reviewer-5', '谭丽华', '市交通运输局', 'cityReviewer'],
  ['finance-1', '孙倩', '市财政局农业农村科', 'cityFinance'],
  ['finance-2', '周志明', '市财政局国库科', 'cityFinance'],
  ['manager-1', '赵宏', '市委实施乡村振兴战略领导小组办公室', 'cityManager'],
  ['manager-2', '何敏', '市人民政府办公室', 'cityManager'],
  ['line-1', '区志坚', '市住房和城乡建设局', 'lineDepartment'],
  ['line-2', '冯玉珍', '市民政局', 'lineDepartment'],
  ['line-3', '罗文彬', '市农村合作经济服务中心', 'lineDepartment'],
  ['applicant', '张晓东', '市乡村振兴服务中心', 'applicant'],
  ['auditor', '吴正', '市审计局', 'auditor'],
  ['administrator', '林涛', '市政务服务数据管理局', 'administrator'],
];

const countyNames: Readonly<Record<string, readonly [string, string, string]>> = {
  '440703': ['伍健', '容志强', '甄小玲'],
  '440704': ['叶嘉欣', '莫少华', '关永安'],
  '440705': ['陆海燕', '施国栋', '余美娟'],
  '440781': ['黎永康', '伍淑仪', '马志勇'],
  '440783': ['司徒文', '张红霞', '谢家辉'],
  '440784': ['李冠英', '任建华', '温小敏'],
  '440785': ['冯锦荣', '郑雪梅', '岑国强'],
};

/** Everybody in a city of these regions: per county an officer, finance, and a town that applies. */
export function postsOf(regions: readonly RegionRow[]): Post[] {
  const city = regions.find((region) => region.level === 'city');
  if (!city) throw new Error('a city needs a region of level city');
  const counties = regions.filter((region) => region.level === 'county');
  return [
    ...cityPosts.map(([username, name, organisation, role]): Post => ({
      username: `demo-${username}`,
      name,
      organisation,
      regionId: city.id,
      level: 'city',
      role,
    })),
    ...counties.flatMap(({ id, name }): Post[] => {
      const [officer = '王建国', finance = '刘芳', town = '杨帆'] = countyNames[id] ?? [];
      const post = (kind: string, person: string, organisation: string, level: Level, role: Role): Post => ({
        username: `demo-${kind}-${id}`,
        name: person,
        organisation: `${name}${organisation}`,
        regionId: id,
        level,
        role,
      });
      return [
        post('officer', officer, '农业农村和水利局', 'county', 'countyOfficer'),
        post('finance', finance, '财政局', 'county', 'countyFinance'),
        post('town', town, '示范镇人民政府', 'town', 'applicant'),
      ];
    }),
  ];
}

/** People of the demo city by their user names without `demo-`. */
export type People = ReadonlyMap<string, Member>;

/**
 * Founds the city: regions, organisations, and one person with one membership in each. What is there already stays as it
 * is. Without a password hash nobody can sign in (an import of past years needs people only for its history).
 */
export async function foundCity(
  manager: EntityManager,
  regions: readonly RegionRow[],
  passwordHash: string | null,
): Promise<People> {
  const city = regions.find((region) => region.level === 'city');
  for (const { id, name, level } of regions) {
    await manager.query(
      'insert into region (id, name, level, parent_id) values ($1, $2, $3, $4) on conflict (id) do nothing',
      [id, name, level, level === 'city' ? null : city?.id],
    );
  }
  const people = new Map<string, Member>();
  for (const post of postsOf(regions)) {
    const [row] = await manager.query<{ organisationId: number; personId: number; membershipId: number }[]>(
      `with o as (
         insert into organisation (name, region_id, level) values ($1, $2, $3)
         on conflict on constraint organisation_name_is_unique do update set name = excluded.name returning id
       ), p as (
         insert into person (username, name, password_hash) values ($4, $5, $6)
         on conflict on constraint person_username_is_unique
           do update set password_hash = coalesce(person.password_hash, excluded.password_hash) returning id
       )
       insert into membership (person_id, organisation_id, role) select p.id, o.id, $7 from o, p
       on conflict (person_id, organisation_id, role) where deputy_for is null do update set ended_on = null
       returning id as "membershipId", person_id as "personId", organisation_id as "organisationId"`,
      [post.organisation, post.regionId, post.level, post.username, post.name, passwordHash, post.role],
    );
    people.set(post.username.replace(/^demo-/, ''), {
      kind: 'member',
      ...row!,
      regionId: post.regionId,
      level: post.level,
      role: post.role,
    });
  }
  return people;
}
