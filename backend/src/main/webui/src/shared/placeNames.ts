import { shallowRef, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, ask } from '@/api/client'
import { asRefusal } from '@/api/refusal'

const PLACES_MAX = 200
/** English names of places and stops by their Chinese ones; read once, when somebody reads English. */
const known = shallowRef(new Map<string, string>())
let reading: Promise<void> | null = null

interface Named {
  name?: string
  nameZh?: string
  nameEn?: string | null
}
interface AtStop {
  stopNameZh?: string | null
  stopNameEn?: string | null
}
interface Model {
  model: string
  modelEn?: string | null
}

async function read(): Promise<void> {
  try {
    const [places, stops] = await Promise.all([
      ask(api.GET('/places', { params: { query: { limit: PLACES_MAX } } })),
      ask(api.GET('/stops'))
    ])
    known.value = new Map([...places.items, ...stops.items].map((one) => [one.nameZh, one.nameEn]))
  } catch (thrown) {
    console.warn('names stay Chinese', asRefusal(thrown))
    reading = null
  }
}

/** Names of places, stops and models in the language of the page: the service's English one, or else the Chinese. */
export function usePlaceNames() {
  const { locale } = useI18n()
  watchEffect(() => {
    if (locale.value === 'en') {
      reading ??= read()
    }
  })
  const told = (zh: string, en: string | null | undefined) =>
    locale.value === 'en' ? (en ?? known.value.get(zh) ?? zh) : zh
  return {
    place: (one: Named) => told(one.nameZh ?? one.name ?? '', one.nameEn),
    stop: (one: AtStop) => told(one.stopNameZh ?? '', one.stopNameEn),
    model: (one: Model) => told(one.model, one.modelEn)
  }
}
