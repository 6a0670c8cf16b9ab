import { spotChecks } from './acceptance.stage.js';
import { inProgress, withoutClaims } from './in-progress.js';
import { issue, transfer } from './release.js';
import { acceptedOf, overShares, shareMoney, type Situation } from './facts.js';
import type { Stage } from './stage.js';

/** What a share is to receive at all: what is approved; built first, what was accepted. */
const due = (s: Situation, share: number) =>
  s.facts.project.mode === 'build_first' ? (acceptedOf(s, share) ?? 0n) : shareMoney.approved(s, share);

/** Each share has received something: the work, or its claims, can begin everywhere. */
const everyShareFunded = (s: Situation) =>
  s.facts.shares.every((share) => due(s, share.no) === 0n || shareMoney.received(s, share.no) > 0n);

/** 资金下达: instalments by document, waiting where the fund has too little, receipt confirmed by the county. */
export const fundRelease: Stage = {
  name: 'fundRelease',
  initial: 'awaiting',
  on: inProgress,
  states: {
    awaiting: {
      waitsFor: { holder: 'cityFinance', limit: 'releasing' },
      passThrough: { target: 'next', guard: everyShareFunded },
      on: {
        'release.issue': { target: 'fundRelease.receiving', effects: [issue] },
        'release.wait': { target: 'fundRelease.waitingForFunds' },
      },
    },
    waitingForFunds: {
      waitsFor: { holder: 'cityFinance', limit: 'releasing', blame: 'nobody', paused: true },
      on: {
        'release.issue': { target: 'fundRelease.receiving', effects: [issue] },
        'release.fundsArrived': { target: 'fundRelease.awaiting' },
      },
    },
    receiving: { waitsFor: 'parts', on: { 'instalments.settled': { target: 'fundRelease.awaiting' } } },
  },
};

/** 先建后补: what was accepted may still fail a spot-check before its money goes out. */
export const buildFirstFundRelease: Stage = { ...fundRelease, on: { ...inProgress, ...spotChecks } };

const nothingLeftToTransfer = (s: Situation, event: { documentId: number }) => {
  const listed = s.documents
    .get(event.documentId)!
    .items.filter((item) => item.projectId === s.facts.project.id)
    .reduce((total, item) => total + item.amount, 0n);
  return overShares(s, shareMoney.committed) <= listed;
};

/** 直接划拨: the transfer is itself the payment. */
export const directTransfer: Stage = {
  name: 'fundRelease',
  initial: 'awaiting',
  on: withoutClaims,
  states: {
    awaiting: {
      waitsFor: { holder: 'cityFinance', limit: 'releasing' },
      on: {
        'release.issue': [
          { target: 'next', guard: nothingLeftToTransfer, effects: [transfer] },
          { effects: [transfer] },
        ],
        'release.wait': { target: 'fundRelease.waitingForFunds' },
      },
    },
    waitingForFunds: {
      waitsFor: { holder: 'cityFinance', limit: 'releasing', blame: 'nobody', paused: true },
      on: {
        'release.issue': [
          { target: 'next', guard: nothingLeftToTransfer, effects: [transfer] },
          { target: 'fundRelease.awaiting', effects: [transfer] },
        ],
        'release.fundsArrived': { target: 'fundRelease.awaiting' },
      },
    },
  },
};
