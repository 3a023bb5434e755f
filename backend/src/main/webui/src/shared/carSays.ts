import { useI18n } from 'vue-i18n'

const WITHIN = /^(.+) within (\d+) s$/

/** Why a car did not obey, in the language of the page where there are words for it; otherwise as the car said it. */
export function useCarSays(): (reason: string) => string {
  const { t, te } = useI18n()
  return (reason) => {
    const [, said, seconds] = WITHIN.exec(reason) ?? [reason, reason]
    const key =
      'carSays.' +
      said!
        .trim()
        .toLowerCase()
        .replace(/[^a-z]+/g, '-')
    return te(key) ? t(key, { n: seconds ?? '' }) : reason
  }
}
