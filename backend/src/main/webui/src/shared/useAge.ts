import { useI18n } from 'vue-i18n'
import { age } from './format'

/** "12 秒前" or "12 s ago". */
export function useAge() {
  const { t } = useI18n()
  return (seconds: number | null | undefined): string => {
    if (seconds === null || seconds === undefined) {
      return t('age.never')
    }
    const { unit, count } = age(seconds)
    return t('age.' + unit, { n: count })
  }
}
