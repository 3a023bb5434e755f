import { useI18n } from 'vue-i18n'

/** The name of an operator; one these pages have no name for is shown by its code. */
export function useOperatorName() {
  const { t, te } = useI18n()
  return (code: string | null | undefined) => {
    const key = 'operator.' + (code ?? '')
    return te(key) ? t(key) : (code ?? '–')
  }
}
