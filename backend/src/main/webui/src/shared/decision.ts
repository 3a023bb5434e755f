import { computed, nextTick, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, ask, type Schemas } from '@/api/client'
import { useAttempt } from './attempt'

export type Decision = 'APPROVE' | 'REJECT' | 'RETURN'
type Trip = Schemas['TripView']

/** Refusals that mean that the request awaits nobody's decision any more. */
const OVERTAKEN = ['wrong-state', 'not-found']
const BEGUN: Trip['phase'][] = ['IN_PROGRESS', 'ENDED', 'CONFIRMED', 'SETTLED', 'ARCHIVED']

/** Whether the ride has begun, be it over or not: whoever decides then decides afterwards. */
export function hasBegun(trip: Trip): boolean {
  return BEGUN.includes(trip.phase)
}

/** Whether the ride is agreed to, or objected to for a supervisor to look at; a pooled trip has no ride of its own. */
export function isAfterwards(trip: Trip): boolean {
  return hasBegun(trip) || trip.approval?.afterTrip === true
}

/** What the rules say for which somebody has to decide; the others are remarks. */
export function askingRules(trip: Trip): Schemas['PolicyFinding'][] {
  return trip.policy.findings.filter((finding) => finding.action === 'ESCALATE')
}

/**
 * The decision about a request. A refusal needs a reason, a consent does not.
 *
 * @param told takes what came of it, in words
 * @param field where the reason is written
 */
export function useDecision(trip: () => Trip, told: (words: string) => void, field: Ref<HTMLElement | null>) {
  const { t } = useI18n()
  const { busy, refusal, run } = useAttempt()
  const reason = ref('')
  const missing = ref(false)
  const afterwards = computed(() => isAfterwards(trip()))

  async function decide(decision: Decision): Promise<void> {
    const given = reason.value.trim() || (decision === 'APPROVE' ? t('approvals.agreed') : '')
    missing.value = given === ''
    if (missing.value) {
      await nextTick()
      field.value?.focus()
      return
    }
    const name = trip().traveller.nameZh
    const objected = afterwards.value && decision === 'REJECT'
    const call = { params: { path: { id: trip().id } }, body: { decision, reason: given } }
    if (await run(() => ask(api.POST('/trips/{id}/decision', call)))) {
      told(t('approvals.done.' + (objected ? 'OBJECT' : decision), { name }))
    } else if (refusal.value && OVERTAKEN.includes(refusal.value.slug)) {
      told(t('approvals.overtaken', { name }))
    }
  }

  return { reason, missing, afterwards, busy, refusal, decide }
}
