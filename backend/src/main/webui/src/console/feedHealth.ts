import type { Schemas } from '@/api/client'

type Feed = Pick<Schemas['FeedView'], 'state'>
type Intake = Pick<Schemas['IntakeView'], 'devices' | 'heard'>

/** Whether devices are heard: all of them, some, or none. A few are always under a bridge or switched off. */
export function heardTone(one: Intake): 'all' | 'some' | 'none' {
  if (one.heard === 0 && one.devices > 0) {
    return 'none'
  }
  return one.heard >= one.devices * ENOUGH ? 'all' : 'some'
}
const ENOUGH = 0.9

/** How many sources of data need a look. */
export function tally(feeds: readonly Feed[], intake: readonly Intake[]): { amiss: number } {
  return {
    amiss: feeds.filter((feed) => feed.state !== 'OK').length + intake.filter((one) => heardTone(one) !== 'all').length
  }
}
