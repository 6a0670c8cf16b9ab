import type { Mode } from '../../workflows/project/modes.js';
import type { PastWalk } from './past-walk.js';

/** A project of the live year: what it is, and how far it has come. */
export interface LiveProject {
  readonly title: string;
  readonly line: string;
  /** The county, or several that the city asks for at once; none is the city's own. */
  readonly regions: readonly string[];
  /** In 万元, for each region. */
  readonly asked: string;
  readonly mode?: { readonly mode: Mode; readonly reason: string };
  /** Begun so many working days ago. */
  readonly begun: number;
  /** Nothing written yet but the title. */
  readonly bare?: true;
  readonly story: (walk: PastWalk) => unknown;
  /** Where the story ends; a test compares. */
  readonly state: string;
}

const [pengjiang, jianghai, xinhui, taishan, kaiping, heshan, enping] = [
  '440703',
  '440704',
  '440705',
  '440781',
  '440783',
  '440784',
  '440785',
] as const;

/** One at least in every state that a city meets in a year, some of them overdue. */
export const liveProjects: readonly LiveProject[] = [
  {
    title: '莲塘村屋顶光伏增收项目',
    line: '1.2.1.1',
    regions: [taishan],
    asked: '45',
    begun: 8,
    bare: true,
    story: () => undefined,
    state: 'application.drafting',
  },
  {
    title: '马冈村文化活动中心修缮工程',
    line: '1.3',
    regions: [kaiping],
    asked: '18',
    begun: 26,
    story: () => undefined,
    state: 'application.drafting',
  },
  {
    title: '古井山塘清淤加固工程',
    line: '1.2.2.1',
    regions: [xinhui],
    asked: '22',
    begun: 14,
    story: (walk) =>
      walk
        .at(9)
        .submitted()
        .at(6)
        .officer({
          type: 'application.return',
          reason: '预算和可行性论证不够具体',
          fields: [
            { field: 'costs', reason: '清淤土方量与单价未列明' },
            { field: 'feasibility', reason: '缺少山塘安全鉴定结论' },
          ],
        }),
    state: 'application.returned',
  },
  {
    title: '那西危桥改造工程',
    line: '1.3',
    regions: [enping],
    asked: '28',
    begun: 16,
    story: (walk) => walk.at(9).submitted(),
    state: 'application.endorsing',
  },
  {
    title: '址山镇小茅坪村道安防工程',
    line: '1.3',
    regions: [heshan],
    asked: '14',
    begun: 7,
    story: (walk) => walk.at(2).submitted(),
    state: 'application.endorsing',
  },
  {
    title: '消费帮扶展馆升级和展销活动',
    line: '1.1.5',
    regions: [],
    asked: '32',
    begun: 9,
    story: (walk) => walk.at(3).submitted(),
    state: 'application.endorsing',
  },
  {
    title: '双合茶叶初制加工点扩建',
    line: '1.2.1.1',
    regions: [heshan],
    asked: '60',
    begun: 12,
    story: (walk) => walk.untilIntake(6),
    state: 'cityReview.intake',
  },
  {
    title: '沙富村陈皮晾晒仓储点建设',
    line: '1.2.1.1',
    regions: [pengjiang],
    asked: '52',
    begun: 24,
    story: (walk) =>
      walk
        .untilIntake(18)
        .at(12)
        .does('reviewer-1', {
          type: 'review.return',
          reason: '收益分配方案需要完善',
          fields: [{ field: 'returns', reason: '未写明监测对象和薄弱村的分配比例' }],
        }),
    state: 'application.returned',
  },
  {
    title: '全市农村电商人才培训',
    line: '1.2.4',
    regions: [pengjiang, jianghai, xinhui, taishan, kaiping, heshan, enping],
    asked: '9',
    begun: 20,
    story: (walk) =>
      walk
        .untilIntake(14)
        .at(9)
        .accepted(['line-1', 'line-2'])
        .at(6)
        .does('line-2', { type: 'opinion.give', part: 2, stance: 'agree', text: '同意，建议优先安排监测对象家庭参训' }),
    state: 'cityReview.opinions',
  },
  {
    title: '汶村渔港冷藏保鲜库项目',
    line: '1.2.1.1',
    regions: [taishan],
    asked: '95',
    begun: 26,
    story: (walk) => walk.untilScheduling(20),
    state: 'cityReview.scheduling',
  },
  {
    title: '大沙镇高山蔬菜分拣中心',
    line: '1.2.1.1',
    regions: [kaiping],
    asked: '88',
    begun: 22,
    story: (walk) =>
      walk
        .untilScheduling(15)
        .at(8)
        .putToVote(walk.percent(90))
        .at(6)
        .does('reviewer-1', { type: 'seat.vote', part: 1, choice: 'approve' })
        .at(5)
        .does('reviewer-3', {
          type: 'seat.vote',
          part: 3,
          choice: 'return',
          reason: '选址涉及一般耕地，应先办理用地手续',
        }),
    state: 'cityReview.deliberating',
  },
  {
    title: '礼乐水乡农产品展销点',
    line: '1.2.1.1',
    regions: [jianghai],
    asked: '40',
    begun: 20,
    story: (walk) =>
      walk.untilNotice(13).at(2).does('reviewer-2', {
        type: 'objection.file',
        raisedBy: '村民代表（来信）',
        text: '反映展销点选址未经村民会议讨论',
      }),
    state: 'cityReview.publicNotice',
  },
  {
    title: '罗坑镇柑普茶标准化车间',
    line: '1.2.1.1',
    regions: [xinhui],
    asked: '120',
    begun: 34,
    story: (walk) => walk.untilNotice(28).at(12).noticeEnded(),
    state: 'cityReview.approving',
  },
  {
    title: '海宴镇青蟹养殖产业园（重点帮扶镇）',
    line: '1.2.3',
    regions: [taishan],
    asked: '90',
    begun: 20,
    story: (walk) => walk.untilNotice(13),
    state: 'cityReview.filingConsent',
  },
  {
    title: '大田镇簕菜产业园（重点帮扶镇）',
    line: '1.2.3',
    regions: [enping],
    asked: '90',
    begun: 40,
    story: (walk) => walk.untilNotice(34).at(20).consented(),
    state: 'cityReview.governmentApproval',
  },
  {
    title: '宅梧镇中心卫生站设备更新',
    line: '1.3',
    regions: [heshan],
    asked: '16',
    begun: 52,
    story: (walk) => walk.untilApproval(44),
    state: 'fundRelease.awaiting',
  },
  {
    title: '潭江沿线特色产业带（十个重点帮扶镇）',
    line: '1.2.3',
    regions: [kaiping],
    asked: '900',
    begun: 72,
    story: (walk) =>
      walk.untilFilingApproval(65).at(18).does('finance-1', {
        type: 'release.wait',
        reason: '两县（市、区）上缴资金未到位，资金池不足',
      }),
    state: 'fundRelease.waitingForFunds',
  },
  {
    title: '荷塘镇花木交易点道路硬底化',
    line: '1.2.1.1',
    regions: [pengjiang],
    asked: '40',
    begun: 38,
    story: (walk) => walk.untilApproval(31).at(6).decidedBy('release', walk.percent(60)),
    state: 'fundRelease.receiving',
  },
  {
    title: '睦洲镇水产养殖尾水治理',
    line: '1.2.1.1',
    regions: [xinhui],
    asked: '60',
    begun: 86,
    story: (walk) =>
      walk
        .untilFunded(80)
        .at(50)
        .started()
        .at(46)
        .claimed('advance', walk.percent(30))
        .at(43)
        .claimChecked(walk.percent(30))
        .at(41)
        .claimPaid()
        .at(20)
        .progressed(60, '沉淀塘和管网完成，生态塘施工中')
        .at(3)
        .claimed('progress', walk.percent(25)),
    state: 'implementation.underway',
  },
  {
    title: '外海陈皮村仓储改造',
    line: '1.2.1.1',
    regions: [jianghai],
    asked: '35',
    begun: 70,
    story: (walk) =>
      walk.untilFunded(64).at(34).started().at(22).progressed(35, '旧仓拆除完成').at(14).applicant({
        type: 'change.request',
        subject: 'site',
        text: '原址涉及文物保护范围，申请调整至同村旧糖厂地块',
      }),
    state: 'implementation.underway',
  },
  {
    title: '那吉镇温泉村污水收集管网',
    line: '1.2.2.1',
    regions: [enping],
    asked: '50',
    begun: 100,
    story: (walk) =>
      walk
        .untilFunded(94)
        .at(64)
        .started()
        .at(48)
        .progressed(40, '主管铺设过半')
        .at(30)
        .officer({ type: 'project.suspend', reason: '连续强降雨，沟槽塌方，停工排险' }),
    state: 'implementation.underway',
  },
  {
    title: '薄弱村连片流转土地奖补（三合片）',
    line: '1.2.1.3',
    regions: [taishan],
    asked: '12',
    begun: 70,
    story: (walk) =>
      walk
        .untilApproval(64)
        .at(44)
        .started()
        .at(22)
        .progressed(100, '流转合同全部签订并备案')
        .at(19)
        .acceptanceRequested(),
    state: 'acceptance.inspecting',
  },
  {
    title: '鹤城镇坪山村灌渠整治',
    line: '1.2.2.1',
    regions: [heshan],
    asked: '45',
    begun: 98,
    story: (walk) =>
      walk
        .untilFunded(92)
        .at(62)
        .started()
        .at(38)
        .progressed(100, '渠道衬砌完成')
        .at(36)
        .acceptanceRequested()
        .at(28)
        .officer({
          type: 'inspection.requireRectification',
          part: 1,
          reason: '末段 120 米衬砌厚度不足，渗漏明显',
          rectifyBy: walk.dayAt(8),
        }),
    state: 'acceptance.inspecting',
  },
  {
    title: '塘口镇碉楼村落民宿集群配套',
    line: '1.2.1.1',
    regions: [kaiping],
    asked: '80',
    begun: 112,
    story: (walk) =>
      walk
        .untilAccepted(106)
        .at(44)
        .claimed('final', walk.percent(50))
        .at(41)
        .claimChecked(walk.percent(50))
        .at(39)
        .claimPaid()
        .at(30)
        .claimed('final', walk.percent(20))
        .at(27)
        .payer({ type: 'claim.return', part: 2, reason: '发票抬头与实施单位不一致，请更换' })
        .at(13)
        .claimed('final', walk.percent(15))
        .at(6)
        .claimDrafted('final', walk.percent(10)),
    state: 'reimbursement.claiming',
  },
  {
    title: '端芬镇侨圩风貌提升',
    line: '1.2.1.1',
    regions: [taishan],
    asked: '70',
    begun: 96,
    story: (walk) =>
      walk
        .untilAccepted(90)
        .at(18)
        .claimed('final', walk.amount)
        .at(14)
        .claimCheckedRetaining(walk.percent(95), walk.percent(2), '审减 5%：两项变更未经批准'),
    state: 'reimbursement.claiming',
  },
  {
    title: '崖门镇红色教育基地展陈',
    line: '1.2.2.1',
    regions: [xinhui],
    asked: '50',
    begun: 116,
    story: (walk) =>
      walk
        .untilAccepted(110, walk.percent(96))
        .at(40)
        .claimed('final', walk.percent(96))
        .at(36)
        .claimChecked(walk.percent(96))
        .at(34)
        .claimPaid()
        .at(24)
        .settled(),
    state: 'reimbursement.returning',
  },
  {
    title: '杜阮凉瓜深加工生产线',
    line: '1.2.1.1',
    regions: [pengjiang],
    asked: '40',
    begun: 120,
    story: (walk) =>
      walk
        .untilAccepted(114)
        .at(45)
        .claimed('final', walk.amount)
        .at(42)
        .claimChecked(walk.amount)
        .claimPaid()
        .at(38)
        .settled(),
    state: 'selfEvaluation.writing',
  },
  {
    title: '良西镇薄弱村碾米加工点',
    line: '1.2.1.1',
    regions: [enping],
    asked: '36',
    begun: 130,
    story: (walk) =>
      walk
        .untilAccepted(124)
        .at(60)
        .claimed('final', walk.amount)
        .at(57)
        .claimChecked(walk.amount)
        .claimPaid()
        .at(52)
        .settled()
        .at(45)
        .evaluated(null, { released: walk.amount, paid: walk.amount })
        .at(40)
        .evaluationConfirmed(),
    state: 'completed',
  },
  {
    title: '防止返贫综合保险',
    line: '1.1.1',
    regions: [],
    asked: '9.6',
    begun: 110,
    story: (walk) =>
      walk
        .untilFunded(104)
        .at(60)
        .claimed('progress', walk.percent(40))
        .at(57)
        .claimChecked(walk.percent(40))
        .at(55)
        .claimPaid()
        .at(4)
        .claimed('progress', walk.percent(30)),
    state: 'reimbursement.claiming',
  },
  {
    title: '农村困难群众危房改造（第一批）',
    line: '1.1.4',
    regions: [],
    asked: '56',
    begun: 90,
    story: (walk) => walk.untilApproval(84).at(60).started().at(15).progressed(70, '40 户中 28 户已竣工'),
    state: 'implementation.underway',
  },
  {
    title: '对口支援重庆巫山县',
    line: '2.1',
    regions: [],
    asked: '160',
    begun: 130,
    story: (walk) =>
      walk
        .untilApproval(124)
        .at(100)
        .decidedBy('release', walk.amount)
        .at(70)
        .evaluated(null, { released: walk.amount, paid: walk.amount })
        .at(64)
        .evaluationConfirmed(),
    state: 'completed',
  },
  {
    title: '对口支援东西部协作资金',
    line: '2.3',
    regions: [],
    asked: '5000',
    begun: 50,
    story: (walk) =>
      walk
        .untilApproval(44)
        .at(20)
        .decidedBy('release', walk.amount)
        .at(12)
        .evaluated(null, { released: walk.amount, paid: walk.amount }),
    state: 'selfEvaluation.checking',
  },
  {
    title: '对口协作广西崇左市项目',
    line: '2.2',
    regions: [],
    asked: '500',
    begun: 40,
    story: (walk) => walk.untilApproval(34),
    state: 'fundRelease.awaiting',
  },
  {
    title: '龙湾村水上乐园项目',
    line: '1.2.1.1',
    regions: [jianghai],
    asked: '150',
    begun: 60,
    story: (walk) => {
      walk.untilScheduling(54).at(44).putToVote(walk.amount);
      for (const no of [1, 2, 3]) {
        walk.does(`reviewer-${no}`, {
          type: 'seat.vote',
          part: no,
          choice: no === 3 ? 'return' : 'reject',
          reason: '收益测算依据不足，投资规模与村集体能力不符',
        });
      }
    },
    state: 'rejected',
  },
  {
    title: '川岛镇垃圾转运站迁建',
    line: '1.3',
    regions: [taishan],
    asked: '30',
    begun: 66,
    story: (walk) =>
      walk
        .untilIntake(60)
        .at(54)
        .applicant({ type: 'application.withdraw', reason: '已列入县级城建计划，不再申请本资金' }),
    state: 'withdrawn',
  },
  {
    title: '云乡村蔬菜大棚项目',
    line: '1.2.1.1',
    regions: [heshan],
    asked: '38',
    begun: 90,
    story: (walk) => walk.untilApproval(84).at(50).decidedBy('termination', walk.amount),
    state: 'terminated',
  },
  {
    title: '赤水镇沙仁种苗基地',
    line: '1.2.1.1',
    regions: [kaiping],
    asked: '25',
    begun: 104,
    story: (walk) =>
      walk
        .untilFunded(98)
        .at(68)
        .started()
        .at(60)
        .claimed('advance', walk.percent(20))
        .at(57)
        .claimChecked(walk.percent(20))
        .claimPaid()
        .at(26)
        .decidedBy('termination', walk.amount),
    state: 'termination.returning',
  },
];
