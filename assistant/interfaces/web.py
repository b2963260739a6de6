"""Chat and API as one ASGI app on one port."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from assistant.assistant import Assistant
from assistant.interfaces import chat_ui, rest
from assistant.interfaces.gate import Gate
from assistant.interfaces.installation import SERVICE_TITLE


def web_app(assistant: Assistant, *, max_upload_bytes: int, token: str | None = None) -> FastAPI:
    """The API under /api, its page at /docs, the chat at /.

    With ``token`` the API asks for it, and the chat asks for it as a password.
    """
    # With the files of its API page on board: a page that fetches them elsewhere is blank offline.
    api: FastAPI = FastAPIOffline(
        redoc_url=None,
        title=SERVICE_TITLE,
        description="Answers questions about deal documents, and shows where each answer stands.",
        version="0.1.0",
    )
    rest.install(api, assistant, max_upload_bytes=max_upload_bytes)
    api.add_middleware(Gate, max_upload_bytes=max_upload_bytes, token=token)
    blocks = chat_ui.build(assistant)
    blocks.queue(default_concurrency_limit=8)
    mounted: FastAPI = gr.mount_gradio_app(
        api,
        blocks,
        path="/",
        footer_links=[],
        max_file_size=max_upload_bytes,
        show_error=True,
        ssr_mode=False,
        enable_monitoring=False,
        theme=chat_ui.THEME,
        css=chat_ui.CSS,
        head=chat_ui.HEAD,
        favicon_path=str(chat_ui.FAVICON),
        auth=("staff", token) if token else None,
        auth_message="Sign in as 'staff' with the API token." if token else None,
    )
    return mounted
