import { createI18n } from 'vue-i18n'
import { computed } from 'vue'
import { speak } from '@/api/client'
import { half } from '@/shared/bilingual'

export type Language = 'zh-CN' | 'en'
const KEPT = 'twinloop.language'

function kept(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN'
}

export type Messages = Record<string, unknown>

/** Both languages of one page; Chinese first. */
export function languages(zh: Messages, en: Messages) {
  const i18n = createI18n({
    legacy: false,
    locale: kept(),
    fallbackLocale: 'zh-CN',
    messages: { 'zh-CN': zh, en } as never
  })
  apply(kept())
  return i18n
}

function apply(language: Language): void {
  document.documentElement.lang = language
  speak(language)
}

/** The switch between the two languages, for a component's setup. */
export function useLanguage(locale: { value: string }) {
  const english = computed(() => locale.value === 'en')
  const set = (language: Language) => {
    locale.value = language
    localStorage.setItem(KEPT, language)
    apply(language)
  }
  /** Picks one of the two texts the service sends side by side; the Chinese one where there is no other. */
  const pick = (zh: string, en: string | null | undefined) => (english.value && en ? en : zh)
  return {
    english,
    set,
    pick,
    half: (text: string) => half(text, english.value),
    toggle: () => set(english.value ? 'zh-CN' : 'en')
  }
}
