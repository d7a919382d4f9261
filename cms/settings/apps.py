"""Installed applications, middleware, templates."""

from cms.settings.environment import BASE_DIR

INSTALLED_APPS = [
    "modeltranslation",
    "news",
    "wagtail.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.users",
    # The list of pages links to it for whoever has every right.
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "cms.search.SearchConfig",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "django_tasks",
    "huey.contrib.djhuey",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "news.api.middleware.ApiMiddleware",
    "news.newsroom.requests.replace_nul",
    "django.middleware.security.SecurityMiddleware",
    "news.website.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Both act on 404 alone, the lower first: what a story's address answers, no redirect changes.
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "news.articles.addresses.AddressMiddleware",
    "news.desk.refusing.RefusalMiddleware",
    "news.desk.guarding.GuardMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOCALE_PATHS = [BASE_DIR / "locales"]
