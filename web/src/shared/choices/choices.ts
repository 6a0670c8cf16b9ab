import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fundYearsQuery, linesQuery, regionsQuery } from '../api/queries.js';

export interface Choice {
  value: string;
  label: string;
}

export const modes = ['standard', 'build_first', 'filing', 'actual_cost', 'direct_transfer'] as const;
export const stages = [
  'application',
  'cityReview',
  'fundRelease',
  'implementation',
  'acceptance',
  'reimbursement',
  'selfEvaluation',
  'termination',
  'completed',
] as const;

export function useModeChoices(): Choice[] {
  const { t } = useTranslation();
  return modes.map((mode) => ({ value: mode, label: t(`shell.modes.${mode}`) }));
}

export function useStageChoices(): Choice[] {
  const { t } = useTranslation();
  return stages.map((stage) => ({ value: stage, label: t(`shell.stages.${stage}`) }));
}

export function useRegionChoices(): Choice[] {
  const { data } = useQuery(regionsQuery);
  return data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
}

export function useYearChoices(): { value: number; label: string }[] {
  const { data } = useQuery(fundYearsQuery);
  const years = data?.items.map(({ year }) => year) ?? [];
  return years.sort((a, b) => b - a).map((year) => ({ value: year, label: String(year) }));
}

/** The leaves of a year's budget: the lines that a project can belong to. */
export function useLineChoices(year: number | undefined): Choice[] {
  const { data } = useQuery({ ...linesQuery(year ?? 0), enabled: year !== undefined });
  return (
    data?.items.filter((line) => line.leaf).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })) ?? []
  );
}
