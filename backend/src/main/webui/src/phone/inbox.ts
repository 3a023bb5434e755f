import { defineStore } from 'pinia'
import { ref } from 'vue'
import { API, api, ask, renewSession, type Schemas } from '@/api/client'
import { asRefusal, type Refusal } from '@/api/refusal'
import { LiveStream } from '@/shared/liveStream'
import { useSession } from '@/shared/session'

type Message = Schemas['MessageView']

/** Messages of the person signed in, kept fresh by a stream, and how many requests wait for an approver. */
export const useInbox = defineStore('inbox', () => {
  const messages = ref<Message[]>([])
  const unread = ref(0)
  const waiting = ref(0)
  const refusal = ref<Refusal | null>(null)
  let stream: LiveStream | null = null

  function count(): void {
    unread.value = messages.value.filter((message) => !message.readAt).length
  }

  async function load(): Promise<void> {
    try {
      refusal.value = null
      messages.value = (await ask(api.GET('/messages', { params: { query: { limit: 100 } } }))).items
      count()
      if (useSession().isApprover) {
        waiting.value = (await ask(api.GET('/approvals'))).items.length
      }
    } catch (thrown) {
      refusal.value = asRefusal(thrown)
    }
  }

  async function read(message: Message): Promise<void> {
    if (message.readAt) {
      return
    }
    await ask(api.POST('/messages/{id}/read', { params: { path: { id: message.id } } }))
    message.readAt = new Date().toISOString()
    count()
  }

  function open(): void {
    close()
    void load()
    stream = new LiveStream(API + '/messages/stream', { message: () => void load() }, { renew: renewSession }).start()
  }

  function close(): void {
    stream?.stop()
    stream = null
    messages.value = []
    unread.value = waiting.value = 0
  }

  return { messages, unread, waiting, refusal, load, read, open, close }
})
