import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, ask, cookie, onSignedOut, type Schemas } from '@/api/client'
import { Refusal } from '@/api/refusal'

export type Person = Schemas['PersonView']
export type Role = Person['roles'][number]

/** Who is signed in. The tokens are in cookies no script can read; only the person is known here. */
export const useSession = defineStore('session', () => {
  const person = ref<Person | null>(null)
  const checked = ref(false)

  onSignedOut(() => {
    person.value = null
  })

  /** Asks the service who we are; nobody is an answer, not an error. */
  async function resume(): Promise<void> {
    if (!cookie('tl_csrf')) {
      checked.value = true
      return
    }
    try {
      person.value = await ask(api.GET('/me'))
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || thrown.status !== 401) {
        throw thrown
      }
      person.value = null
    } finally {
      checked.value = true
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    const answer = await ask(api.POST('/auth/login', { body: { login, password, client: 'BROWSER' } }))
    person.value = answer.person
    checked.value = true
  }

  async function signOut(): Promise<void> {
    await ask(api.POST('/auth/logout'))
    person.value = null
  }

  const has = (...roles: Role[]) => roles.some((role) => person.value?.roles.includes(role))
  const isApprover = computed(() => has('APPROVER'))
  return { person, checked, resume, signIn, signOut, has, isApprover }
})
